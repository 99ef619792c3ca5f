package io.lwarotation.cli.put;

import io.lwarotation.core.rotation.Credential;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * How the stack wants its parameters to be: encrypted with its key, and the client secret with a
 * reminder.
 *
 * @param keyArn of the stack's key
 * @param remindAfterDays age of the client secret at which Parameter Store reminds
 */
record Shape(String keyArn, int remindAfterDays) {
  /** What is not as it should be, a few words; empty if all is. */
  Optional<String> wrong(Credential credential, ParameterMetadata parameter) {
    if (parameter.type() != ParameterType.SECURE_STRING) {
      return Optional.of("is not a SecureString");
    }
    String key = parameter.keyId();
    if (key == null || !(keyArn.equals(key) || keyArn.endsWith("/" + key))) {
      return Optional.of("is encrypted with another key than the stack's");
    }
    return credential == Credential.CLIENT_SECRET && !reminds(parameter)
        ? Optional.of("has no reminder after " + remindAfterDays + " days")
        : Optional.empty();
  }

  private boolean reminds(ParameterMetadata parameter) {
    String policies =
        parameter.policies().stream()
            .map(ParameterInlinePolicy::policyText)
            .collect(Collectors.joining(","));
    Pattern after = Pattern.compile("\"After\"\\s*:\\s*\"" + remindAfterDays + "\"");
    return parameter.tier() == ParameterTier.ADVANCED
        && policies.contains("\"NoChangeNotification\"")
        && after.matcher(policies).find()
        && !policies.contains("\"Expiration\"");
  }
}
