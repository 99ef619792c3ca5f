package io.lwarotation.handler;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.ParameterPlan;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The properties of the custom resource. A rollback sends those of any earlier version of the
 * stack: what the first version sent is all that may ever be required, nothing is renamed, and what
 * is unknown is passed over.
 */
final class ParameterProperties {
  private static final int DEFAULT_REMIND_AFTER_DAYS = 150;
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
  private static final Pattern DAYS = Pattern.compile("[0-9]{1,4}");

  private ParameterProperties() {}

  /**
   * @throws IllegalArgumentException naming the property and the remedy in one sentence
   */
  static ParameterPlan plan(Map<String, String> properties) {
    String secret = required(properties, "ClientSecretParameter");
    ParameterNames names =
        new ParameterNames(
            app(properties, secret),
            required(properties, "ClientIdParameter"),
            secret,
            required(properties, "RefreshTokenParameter"),
            required(properties, "RotationRecordParameter"));
    return new ParameterPlan(
        names,
        required(properties, "KeyId"),
        days(properties),
        Optional.ofNullable(properties.get("WatchParameter")));
  }

  /**
   * What an Update asks for that a parameter which is there does not get: its key and its policy
   * change only together with its value, and that restarts the clock of the reminder.
   *
   * @return a sentence, empty if nothing of that kind changed
   */
  static String notApplied(Map<String, String> before, Map<String, String> now, String app) {
    boolean days = changed("RemindAfterDays", before, now);
    boolean key = changed("KeyId", before, now);
    if (!days && !key) {
      return "";
    }
    return "The change of %s is not applied to parameters that are there: store the credentials with ./lwa put --app %s to apply it."
        .formatted(
            days && key ? "RemindAfterDays and KeyId" : days ? "RemindAfterDays" : "KeyId", app);
  }

  /** What a new stack says that finds parameters of an earlier one, under a key that was kept. */
  static String foundByCreate(String app) {
    return "Parameters that were there keep their value, key and policy: store the credentials with ./lwa put --app %s to have them under this stack's key."
        .formatted(app);
  }

  private static boolean changed(
      String property, Map<String, String> before, Map<String, String> now) {
    String old = before.get(property);
    return old != null && !old.equals(now.get(property));
  }

  private static String app(Map<String, String> properties, String secret) {
    String app = properties.get("App");
    if (app == null) {
      String[] parts = secret.split("/", 3);
      app = parts.length > 1 ? parts[1] : "";
    }
    if (!APP.matcher(app).matches()) {
      throw new IllegalArgumentException(
          "Property App is no application's name: give one such as my-erp.");
    }
    return app;
  }

  private static int days(Map<String, String> properties) {
    String days = properties.get("RemindAfterDays");
    if (days == null) {
      return DEFAULT_REMIND_AFTER_DAYS;
    }
    if (!DAYS.matcher(days).matches()) {
      throw new IllegalArgumentException(
          "Property RemindAfterDays is no number of days: give one from 1 to "
              + ParameterPlan.LAST_REMINDER
              + ".");
    }
    return Integer.parseInt(days);
  }

  private static String required(Map<String, String> properties, String name) {
    String value = properties.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "Property %s is missing: deploy the stack that this version of the project synthesizes."
              .formatted(name));
    }
    return value;
  }
}
