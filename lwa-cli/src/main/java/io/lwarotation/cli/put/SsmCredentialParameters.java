package io.lwarotation.cli.put;

import io.lwarotation.cli.stack.Shape;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The credentials in Parameter Store, read and written with the operator's own rights; throws what
 * the SDK throws. The stack made the parameters; here they only get new versions.
 */
record SsmCredentialParameters(SsmClient ssm, SsmClient writing, ParameterNames names, Shape shape)
    implements CredentialParameters {
  @Override
  public Contents read(Deadline deadline) {
    return new StoredContents(ssm, names).read();
  }

  @Override
  public Optional<String> misshaped(Credential credential, Deadline deadline) {
    String name = credential.parameter(names);
    ParameterMetadata found = StoredParameters.described(ssm, List.of(name)).get(name);
    if (found == null) {
      throw new IllegalStateException(
          "ssm:DescribeParameters shows no " + name + ": check that you have this right on it.");
    }
    return shape.wrong(credential, found);
  }

  @Override
  public void write(Credential credential, Secret value, Deadline deadline) {
    // Without a tier: the one that it has is kept, and going back from Advanced is refused.
    writing.putParameter(
        request ->
            request
                .name(credential.parameter(names))
                .value(value.reveal())
                .overwrite(true)
                .type(ParameterType.SECURE_STRING)
                .keyId(shape.keyArn()));
  }
}
