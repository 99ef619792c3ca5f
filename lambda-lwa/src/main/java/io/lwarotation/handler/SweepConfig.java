package io.lwarotation.handler;

import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.sweep.SweepSettings;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables of {@code SweepHandler}, read once.
 *
 * @param config those of every call
 * @param state name of the parameter that holds the sweep's state
 * @param probe the request that tries an authorization
 */
record SweepConfig(
    Config config, String state, String topicArn, SweepSettings settings, SpApiRequest probe) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");

  /**
   * @throws IllegalArgumentException naming every variable that is missing or bad
   */
  static SweepConfig of(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    Config config = Config.of(variables);
    String state = variables.parameter("LWA_SWEEP_PARAMETER");
    String topic = RotationConfig.topic(variables);
    int atOnce = atOnce(variables);
    SpApiRequest probe = probe(variables);
    variables.check();
    return new SweepConfig(
        config, state, topic, new SweepSettings(config.publicApplication(), atOnce), probe);
  }

  private static int atOnce(Variables variables) {
    String text = variables.environment().getOrDefault("LWA_SWEEP_AT_ONCE", "").strip();
    if (text.isEmpty()) {
      return SweepSettings.AT_ONCE;
    }
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > SweepSettings.MOST_AT_ONCE) {
      variables.problems().add("LWA_SWEEP_AT_ONCE must be from 1 to " + SweepSettings.MOST_AT_ONCE);
      return SweepSettings.AT_ONCE;
    }
    return Integer.parseInt(text);
  }

  private static SpApiRequest probe(Variables variables) {
    String path = variables.environment().getOrDefault("LWA_PROBE", "").strip();
    if (path.isEmpty()) {
      return SpApiRequest.PROBE;
    }
    try {
      return SpApiRequest.get(path, Map.of());
    } catch (IllegalArgumentException _) {
      variables.problems().add("LWA_PROBE must be a path of SP-API");
      return SpApiRequest.PROBE;
    }
  }
}
