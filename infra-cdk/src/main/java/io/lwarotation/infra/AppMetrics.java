package io.lwarotation.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;

/**
 * The metrics that the functions write into their logs, by application. The functions own the
 * names; a test of the whole compares.
 *
 * @param app the application's name
 */
record AppMetrics(String app) {
  /** 1 while calls go on with the secret before the stored one, else 0. */
  Metric earlierSecretInUse() {
    return metric("EarlierSecretInUse", Duration.minutes(5), Stats.MAXIMUM);
  }

  /** 1 for each call of SP-API that succeeded, 0 for each that did not. */
  Metric successfulCalls() {
    return metric("SuccessfulCalls", Duration.days(1), Stats.SUM);
  }

  /** One of those that the watch writes once a day; the worst counts if it runs more often. */
  Metric daily(String name) {
    return metric(name, Duration.days(1), Stats.MINIMUM);
  }

  /** The same as {@link #daily(String)}, named for people. */
  Metric daily(String name, String label) {
    return labelled(daily(name), label);
  }

  /** One that the watch writes once a day and whose highest value is the worst. */
  Metric highest(String name, String label) {
    return labelled(metric(name, Duration.days(1), Stats.MAXIMUM), label);
  }

  static Metric labelled(Metric metric, String label) {
    return metric.with(MetricOptions.builder().label(label).build());
  }

  private Metric metric(String name, Duration period, String statistic) {
    return Metric.Builder.create()
        .namespace("LwaRotation")
        .metricName(name)
        .dimensionsMap(Map.of("App", app))
        .period(period)
        .statistic(statistic)
        .build();
  }
}
