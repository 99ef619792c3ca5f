package io.lwarotation.cli.checks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** When a call of SP-API last succeeded, by the functions' metric. */
record LastCallCheck(Application app) {
  private static final Duration LOOKED_BACK = Duration.ofDays(14);
  private static final Duration QUIET = Duration.ofDays(2);

  Finding look() {
    List<Datapoint> calls = calls();
    Optional<Instant> last = latest(calls, 0);
    if (last.isEmpty()) {
      return Finding.ok("No call in the last 14 days");
    }
    String why = app.command("check") + " says why";
    Optional<Instant> good = latest(calls, Double.MIN_VALUE);
    if (good.isEmpty()) {
      return Finding.bad("Every call of the last 14 days failed", why);
    }
    Instant hour = good.get();
    String text = "The last call that succeeded was in the hour of " + hour;
    return last.get().isAfter(hour) && hour.plus(QUIET).isBefore(app.clock().instant())
        ? Finding.bad(text + ", and later ones failed", why)
        : Finding.ok(text);
  }

  private static Optional<Instant> latest(List<Datapoint> points, double least) {
    return points.stream()
        .filter(one -> one.sum() >= least)
        .map(Datapoint::timestamp)
        .max(Instant::compareTo);
  }

  private List<Datapoint> calls() {
    Instant now = app.clock().instant();
    return app.client(CloudWatchClient.builder())
        .getMetricStatistics(
            request ->
                request
                    .overrideConfiguration(limit -> limit.apiCallTimeout(Duration.ofSeconds(10)))
                    .namespace("LwaRotation")
                    .metricName("SuccessfulCalls")
                    .dimensions(Dimension.builder().name("App").value(app.app()).build())
                    .startTime(now.minus(LOOKED_BACK))
                    .endTime(now.plus(Duration.ofHours(1)))
                    .period(3600)
                    .statistics(Statistic.SUM))
        .datapoints();
  }
}
