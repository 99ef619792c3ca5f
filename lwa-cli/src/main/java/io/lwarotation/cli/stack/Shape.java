package io.lwarotation.cli.stack;

import io.lwarotation.core.rotation.Credential;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * How the stack wants its parameters to be: encrypted with its key, and the client secret with a
 * reminder after so many days.
 */
public record Shape(String keyArn, int remindAfterDays) {
  /** What is not as it should be, a few words; empty if all is. */
  public Optional<String> wrong(Credential credential, ParameterMetadata parameter) {
    if (parameter.type() != ParameterType.SECURE_STRING) {
      return Optional.of("is not a SecureString");
    }
    if (!isKey(keyArn, parameter.keyId())) {
      return Optional.of("is encrypted with another key than the stack's");
    }
    boolean reminded =
        parameter.tier() == ParameterTier.ADVANCED
            && reminds(parameter, remindAfterDays)
            && !expires(parameter);
    return credential == Credential.CLIENT_SECRET && !reminded
        ? Optional.of("has no reminder after " + remindAfterDays + " days")
        : Optional.empty();
  }

  /** Whether a parameter's id of a key means this key. */
  public static boolean isKey(String arn, @Nullable String id) {
    return id != null && (arn.equals(id) || arn.endsWith("/" + id));
  }

  /** Whether a policy of the parameter reminds after so many days. */
  public static boolean reminds(ParameterMetadata parameter, int days) {
    String policies = policies(parameter);
    return policies.contains("\"NoChangeNotification\"")
        && Pattern.compile("\"After\"\\s*:\\s*\"" + days + "\"").matcher(policies).find();
  }

  /** Whether a policy of the parameter has AWS delete it one day. */
  public static boolean expires(ParameterMetadata parameter) {
    return policies(parameter).contains("\"Expiration\"");
  }

  private static String policies(ParameterMetadata parameter) {
    return parameter.policies().stream()
        .map(ParameterInlinePolicy::policyText)
        .collect(Collectors.joining(","));
  }
}
