package io.lwarotation.handler;

import io.lwarotation.adapter.aws.SsmSecretVault.Storage;
import io.lwarotation.core.parameters.ParameterPlan;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables that the rotation's functions have beside those of {@link Config}, read once. */
final class RotationConfig {
  private static final Pattern TOPIC =
      Pattern.compile("arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,2}");
  private static final String DEFAULT_DAYS = "150";

  private RotationConfig() {}

  /**
   * Those of {@code RotateHandler}.
   *
   * @param queueUrl of the queue for new secrets
   * @param sweep the parameter of the sweep's state, where the application is swept
   */
  record OfRotate(Config config, String topicArn, String queueUrl, Optional<String> sweep) {
    /**
     * @throws IllegalArgumentException naming every variable that is missing or bad
     */
    static OfRotate of(Map<String, String> environment) {
      Variables variables = new Variables(environment);
      OfRotate all =
          new OfRotate(
              Config.of(variables),
              topic(variables),
              variables
                  .endpoint(
                      "LWA_NEW_SECRET_QUEUE_URL",
                      environment.getOrDefault("LWA_NEW_SECRET_QUEUE_URL", ""))
                  .toString(),
              sweepOf(variables));
      variables.check();
      return all;
    }
  }

  /**
   * Those of {@code NewSecretHandler}.
   *
   * @param storage how the secret is written
   * @param sweep the parameter of the sweep's state, where the application is swept
   */
  record OfNewSecret(Config config, String topicArn, Storage storage, Optional<String> sweep) {
    /**
     * @throws IllegalArgumentException naming every variable that is missing or bad
     */
    static OfNewSecret of(Map<String, String> environment) {
      Variables variables = new Variables(environment);
      OfNewSecret all =
          new OfNewSecret(
              Config.of(variables),
              topic(variables),
              new Storage(
                  variables.matching(
                      "LWA_KMS_KEY_ID", ParameterPlan.KEY, "must be the ARN of a KMS key"),
                  remindAfterDays(variables)),
              sweepOf(variables));
      variables.check();
      return all;
    }
  }

  private static Optional<String> sweepOf(Variables variables) {
    return variables.environment().containsKey("LWA_SWEEP_PARAMETER")
        ? Optional.of(variables.parameter("LWA_SWEEP_PARAMETER"))
        : Optional.empty();
  }

  static String topic(Variables variables) {
    return variables.matching("LWA_TOPIC_ARN", TOPIC, "must be the ARN of a topic");
  }

  static int remindAfterDays(Variables variables) {
    String days =
        variables.environment().getOrDefault("LWA_REMIND_AFTER_DAYS", DEFAULT_DAYS).strip();
    if (!DAYS.matcher(days).matches() || Integer.parseInt(days) > ParameterPlan.LAST_REMINDER) {
      variables
          .problems()
          .add(
              "LWA_REMIND_AFTER_DAYS must be a number of days from 1 to "
                  + ParameterPlan.LAST_REMINDER);
      return 1;
    }
    return Integer.parseInt(days);
  }
}
