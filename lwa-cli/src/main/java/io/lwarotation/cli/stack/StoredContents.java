package io.lwarotation.cli.stack;

import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What the operator reads of an application's credentials; throws what the SDK throws. */
public record StoredContents(SsmClient ssm, ParameterNames names) {
  /** What is stored now. */
  public Contents read() {
    Map<Credential, String> unusable = new EnumMap<>(Credential.class);
    StoredParameters stored = readable(unusable);
    Map<Credential, Secret> usable = new EnumMap<>(Credential.class);
    for (Credential credential : Credential.values()) {
      if (!unusable.containsKey(credential)) {
        sort(credential, stored.require(credential.parameter(names)), usable, unusable);
      }
    }
    Parameter secret =
        (unusable.containsKey(Credential.CLIENT_SECRET) ? undecrypted() : stored)
            .require(names.clientSecret());
    return new Contents(
        usable,
        unusable,
        secret.version(),
        secret.lastModifiedDate(),
        SsmRotationRecords.entry(stored.require(names.rotationRecord())),
        stored.readAt());
  }

  private void sort(
      Credential credential,
      Parameter parameter,
      Map<Credential, Secret> usable,
      Map<Credential, String> unusable) {
    if (parameter.type() != ParameterType.SECURE_STRING) {
      throw new IllegalArgumentException(
          "%1$s is not a SecureString: it and its earlier versions are stored unencrypted, and AWS does not change that. Rotate what is in it, delete it (aws ssm delete-parameter --name %1$s), wait a minute, deploy (npx cdk deploy), and ./lwa put --app %2$s"
              .formatted(parameter.name(), names.app()));
    }
    String value = parameter.value().strip();
    if (value.isEmpty() || value.equals(ParameterNames.PLACEHOLDER)) {
      return;
    }
    try {
      usable.put(credential, credential.read(value));
    } catch (IllegalArgumentException e) {
      unusable.put(credential, String.valueOf(e.getMessage()));
    }
  }

  /** What can be decrypted; the rest is noted: one value under a lost key refuses all of them. */
  private StoredParameters readable(Map<Credential, String> unusable) {
    try {
      return StoredParameters.read(ssm, names, true);
    } catch (AwsServiceException e) {
      requireOfTheKey(e);
    }
    StoredParameters all = undecrypted();
    Map<String, Parameter> found = new HashMap<>(all.found());
    for (Credential credential : Credential.values()) {
      String name = credential.parameter(names);
      found.remove(name);
      try {
        ssm.getParameters(request -> request.names(name).withDecryption(true))
            .parameters()
            .forEach(parameter -> found.put(name, parameter));
      } catch (AwsServiceException e) {
        requireOfTheKey(e);
        unusable.put(
            credential, "lies under a key that does not decrypt it (" + AwsTrouble.code(e) + ")");
      }
    }
    return new StoredParameters(found, all.readAt());
  }

  private StoredParameters undecrypted() {
    return StoredParameters.read(ssm, names, false);
  }

  private static void requireOfTheKey(AwsServiceException refused) {
    if (!AwsTrouble.code(refused).equals("InvalidKeyId")
        && !String.valueOf(refused.getMessage()).contains("kms:Decrypt")) {
      throw refused;
    }
  }
}
