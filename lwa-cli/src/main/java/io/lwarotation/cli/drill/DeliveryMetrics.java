package io.lwarotation.cli.drill;

import io.lwarotation.adapter.Pause;
import io.lwarotation.cli.stack.Arn;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What CloudWatch tells of a topic's deliveries: some minutes late, and not at all of mails read.
 */
record DeliveryMetrics(CloudWatchClient cloudWatch, String topicArn) {
  private static final int PERIOD_SECONDS = 60;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  /** Numbers of notifications since a moment. */
  record Count(double delivered, double failed) {
    boolean isThere() {
      return delivered + failed > 0;
    }
  }

  /** Looks until there is something to see, or the time is up. */
  Count since(Instant start, Duration limit) throws InterruptedException {
    for (Duration left = limit; ; left = left.minus(BETWEEN_LOOKS)) {
      double delivered = sum("NumberOfNotificationsDelivered", start);
      Count seen = new Count(delivered, sum("NumberOfNotificationsFailed", start));
      if (seen.isThere() || !left.isPositive()) {
        return seen;
      }
      Pause.SLEEP.pause(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
    }
  }

  private double sum(String metric, Instant start) {
    String topic = Arn.of(topicArn).resource();
    return cloudWatch
        .getMetricStatistics(
            request ->
                request
                    .overrideConfiguration(limit -> limit.apiCallTimeout(BETWEEN_LOOKS))
                    .namespace("AWS/SNS")
                    .metricName(metric)
                    .dimensions(Dimension.builder().name("TopicName").value(topic).build())
                    // CloudWatch cuts to whole minutes.
                    .startTime(start.minusSeconds(start.getEpochSecond() % PERIOD_SECONDS))
                    .endTime(start.plus(Duration.ofHours(1)))
                    .period(PERIOD_SECONDS)
                    .statistics(Statistic.SUM))
        .datapoints()
        .stream()
        .mapToDouble(Datapoint::sum)
        .sum();
  }
}
