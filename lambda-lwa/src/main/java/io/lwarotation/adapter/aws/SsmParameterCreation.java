package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Creates parameters in Parameter Store. The only call is PutParameter that does not overwrite. */
public final class SsmParameterCreation implements ParameterCreation {
  private final ParameterStore store;

  public SsmParameterCreation(SsmClient ssm) {
    this.store = new ParameterStore(ssm, ssm);
  }

  @Override
  public Outcome create(String app, NewParameter parameter, Deadline deadline) {
    return store.create(request(app, parameter), deadline) ? Outcome.CREATED : Outcome.KEPT;
  }

  private static PutParameterRequest.Builder request(String app, NewParameter parameter) {
    PutParameterRequest.Builder request =
        PutParameterRequest.builder()
            .name(parameter.name())
            .description(parameter.description())
            .value(ParameterNames.PLACEHOLDER)
            .tags(Tag.builder().key("lwa-rotation:app").value(app).build());
    return switch (parameter) {
      case NewParameter.Plain _ -> request.type(ParameterType.STRING).tier(ParameterTier.STANDARD);
      case NewParameter.Credential credential ->
          request
              .type(ParameterType.SECURE_STRING)
              .tier(ParameterTier.STANDARD)
              .keyId(credential.keyId());
      case NewParameter.AgingCredential credential ->
          request
              .type(ParameterType.SECURE_STRING)
              .tier(ParameterTier.ADVANCED)
              .keyId(credential.keyId())
              .policies(noChangeNotification(credential.remindAfterDays()));
    };
  }

  /** The only policy that is ever set: one of type Expiration would delete the parameter. */
  static String noChangeNotification(int days) {
    return "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"%d\",\"Unit\":\"Days\"}}]"
        .formatted(days);
  }
}
