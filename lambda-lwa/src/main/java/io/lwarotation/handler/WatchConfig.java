package io.lwarotation.handler;

import io.lwarotation.adapter.aws.AwsWatchSources.Watched;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.parameters.ParameterPlan;
import io.lwarotation.core.watch.SchedulePeriod;
import io.lwarotation.core.watch.WatchSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The variables of {@code WatchHandler}; in {@code memory} lies what people were told. */
record WatchConfig(ParameterNames names, String memory, WatchSettings settings, Watched watched) {
  private static final Pattern ROTATION = Pattern.compile("remind|automatic");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final Pattern QUEUE = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}=.+");

  /** Throws IllegalArgumentException naming every variable that is missing or bad. */
  static WatchConfig of(Variables variables) {
    ParameterNames names = Config.names(variables);
    String memory = variables.parameter("LWA_WATCH_PARAMETER");
    String topic = variables.topic();
    String rotation = variables.matching("LWA_ROTATION", ROTATION, "must be remind or automatic");
    String subscriptions =
        variables.matching("LWA_SUBSCRIPTIONS", NUMBER, "must be how many the stack made");
    Map<String, String> queues = queues(variables);
    String schedule = variables.text("LWA_SCHEDULE");
    WatchSettings settings =
        new WatchSettings(
            rotation.equals("automatic"),
            remindAfterDays(variables),
            schedule,
            SchedulePeriod.of(schedule));
    variables.check();
    return new WatchConfig(
        names, memory, settings, new Watched(topic, Long.parseLong(subscriptions), queues));
  }

  private static Map<String, String> queues(Variables variables) {
    Map<String, String> queues = new TreeMap<>();
    for (String queue : variables.text("LWA_DEAD_LETTER_QUEUES").split("[,\\s]+", 0)) {
      if (QUEUE.matcher(queue).matches()) {
        int equals = queue.indexOf('=');
        queues.put(
            queue.substring(0, equals),
            variables.endpoint("LWA_DEAD_LETTER_QUEUES", queue.substring(equals + 1)).toString());
      } else if (!queue.isEmpty()) {
        variables.problems().add("LWA_DEAD_LETTER_QUEUES must be Name=URL, separated by commas");
      }
    }
    return queues;
  }

  /** The age of the reminder. */
  static int remindAfterDays(Variables variables) {
    return variables.number("LWA_REMIND_AFTER_DAYS", 150, ParameterPlan.LAST_REMINDER);
  }
}
