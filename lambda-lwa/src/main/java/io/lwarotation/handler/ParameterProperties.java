package io.lwarotation.handler;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.ParameterPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The properties of the custom resource. A rollback sends those of any earlier version of the
 * stack: what the first version sent is all that may ever be required, nothing is renamed, and what
 * is unknown is passed over.
 */
final class ParameterProperties {
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  private ParameterProperties() {}

  /** Throws IllegalArgumentException naming the property and the remedy in one sentence. */
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
   * What a Create that finds parameters of an earlier stack, under a key that was kept, or an
   * Update does not do with them: key and policy change only together with the value, and that
   * restarts the clock of the reminder.
   *
   * @return a sentence, empty if nothing of that kind was asked for
   */
  static String note(CustomResourceEvent event, String app) {
    if (event.text("RequestType").equals("Create")) {
      return "Parameters that were there keep their value, key and policy: store the credentials with ./lwa put --app %s to have them under this stack's key."
          .formatted(app);
    }
    List<String> changed =
        Stream.of("RemindAfterDays", "KeyId")
            .filter(name -> changed(name, event.oldProperties(), event.properties()))
            .toList();
    return changed.isEmpty()
        ? ""
        : "The change of %s is not applied to parameters that are there: store the credentials with ./lwa put --app %s to apply it."
            .formatted(String.join(" and ", changed), app);
  }

  private static boolean changed(
      String property, Map<String, String> before, Map<String, String> now) {
    String old = before.get(property);
    return old != null && !old.equals(now.get(property));
  }

  /** The first version of the stack sent none: then what its secret's name begins with. */
  private static String app(Map<String, String> properties, String secret) {
    String app = properties.getOrDefault("App", secret.replaceFirst("^/([^/]*).*", "$1"));
    if (!APP.matcher(app).matches()) {
      throw new IllegalArgumentException(
          "Property App is no application's name: give one such as my-erp.");
    }
    return app;
  }

  private static int days(Map<String, String> properties) {
    String days = properties.getOrDefault("RemindAfterDays", "150");
    if (!days.matches("[0-9]{1,4}")) {
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
