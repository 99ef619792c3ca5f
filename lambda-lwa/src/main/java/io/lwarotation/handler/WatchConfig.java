package io.lwarotation.handler;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.watch.SchedulePeriod;
import io.lwarotation.core.watch.WatchSettings;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of {@code WatchHandler}, read once.
 *
 * @param names the application and its parameters
 * @param memory name of the parameter that holds what people were told
 * @param settings how the application is deployed
 * @param subscriptions how many the stack made
 * @param deadLetterQueues URLs by the name that people know
 */
record WatchConfig(
    ParameterNames names,
    String memory,
    String topicArn,
    WatchSettings settings,
    long subscriptions,
    Map<String, String> deadLetterQueues) {
  private static final Pattern ROTATION = Pattern.compile("remind|automatic");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final Pattern QUEUE = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}=.+");

  WatchConfig {
    deadLetterQueues = new TreeMap<>(deadLetterQueues);
  }

  /**
   * @throws IllegalArgumentException naming every variable that is missing or bad
   */
  static WatchConfig of(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    ParameterNames names = Config.names(variables);
    String memory = variables.parameter("LWA_WATCH_PARAMETER");
    String topic = RotationConfig.topic(variables);
    String rotation = variables.matching("LWA_ROTATION", ROTATION, "must be remind or automatic");
    String subscriptions =
        variables.matching("LWA_SUBSCRIPTIONS", NUMBER, "must be how many the stack made");
    Map<String, String> queues = queues(variables);
    String schedule = environment.getOrDefault("LWA_SCHEDULE", "").strip();
    WatchSettings settings =
        new WatchSettings(
            rotation.equals("automatic"),
            RotationConfig.remindAfterDays(variables),
            schedule,
            SchedulePeriod.of(schedule));
    variables.check();
    return new WatchConfig(names, memory, topic, settings, Long.parseLong(subscriptions), queues);
  }

  private static Map<String, String> queues(Variables variables) {
    Map<String, String> queues = new TreeMap<>();
    for (String part :
        variables.environment().getOrDefault("LWA_DEAD_LETTER_QUEUES", "").split(",", -1)) {
      String queue = part.strip();
      if (queue.isEmpty()) {
        continue;
      }
      if (!QUEUE.matcher(queue).matches()) {
        variables.problems().add("LWA_DEAD_LETTER_QUEUES must be Name=URL, separated by commas");
        continue;
      }
      int equals = queue.indexOf('=');
      URI url = variables.endpoint("LWA_DEAD_LETTER_QUEUES", queue.substring(equals + 1));
      queues.put(queue.substring(0, equals), url.toString());
    }
    return queues;
  }
}
