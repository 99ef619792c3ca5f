package io.lwarotation.local.aws.cloudwatch;

import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An alarm over one metric, as the templates here have them.
 *
 * @param periods how many periods are looked at
 * @param datapoints how many of them must be bad
 * @param missing what a period without a value counts as
 * @param warmUp how long a new or changed alarm keeps still, unless its periods are filled earlier
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html">CloudWatch:
 *     alarm warm-up periods</a>
 */
record MetricAlarm(
    String name,
    String description,
    Metrics.Series series,
    String statistic,
    Duration period,
    int periods,
    int datapoints,
    String comparison,
    double threshold,
    String missing,
    Optional<Duration> warmUp,
    List<String> actions) {
  /**
   * CloudWatch looks further back than it is told, for points that make up for missing ones. How
   * far depends on the period and is not published; AWS's example reads five periods for three.
   */
  private static final int FURTHER_BACK = 2;

  private static final int LONGEST_MINUTES = 2880;
  private static final String AT_LEAST = "GreaterThanOrEqualToThreshold";
  private static final String BELOW = "LessThanThreshold";

  static MetricAlarm parse(String name, Input properties) {
    properties.only(
        "AlarmName AlarmDescription AlarmActions ComparisonOperator DatapointsToAlarm Dimensions EvaluationPeriods MetricName Namespace Period Statistic Tags Threshold TreatMissingData WarmUpConfiguration");
    int periods = properties.optionalInt("EvaluationPeriods").orElse(0);
    MetricAlarm alarm =
        new MetricAlarm(
            name,
            properties.optionalText("AlarmDescription").orElse(""),
            Metrics.Series.of(properties),
            properties.text("Statistic"),
            Duration.ofSeconds(properties.optionalInt("Period").orElse(0)),
            periods,
            properties.optionalInt("DatapointsToAlarm").orElse(periods),
            properties.text("ComparisonOperator"),
            properties.node("Threshold").asDouble(),
            properties.text("TreatMissingData"),
            properties
                .nested("WarmUpConfiguration")
                .only("WarmUpPeriodDurationInMinutes")
                .optionalInt("WarmUpPeriodDurationInMinutes")
                .map(Duration::ofMinutes),
            properties.texts("AlarmActions"));
    alarm.check();
    return alarm;
  }

  private void check() {
    Duration longest = Duration.ofDays(period.toHours() < 1 ? 1 : 7);
    AwsException.invalidIf(
        periods < 1
            || datapoints < 1
            || datapoints > periods
            || period.multipliedBy(periods).compareTo(longest) > 0,
        "EvaluationPeriods, DatapointsToAlarm or Period");
    AwsException.invalidIf(
        warmUp.filter(time -> !time.isPositive() || time.toMinutes() > LONGEST_MINUTES).isPresent(),
        "WarmUpPeriodDurationInMinutes");
    if (!Metrics.STATISTICS.contains(statistic)
        || !Set.of("breaching", "notBreaching", "ignore").contains(missing)
        || !Set.of(AT_LEAST, BELOW).contains(comparison)) {
      throw AwsException.notModelled(
          "one of the alarm's %s, %s and %s".formatted(statistic, missing, comparison));
    }
  }

  /** How far back it looks. */
  Duration range() {
    return period.multipliedBy(periods + FURTHER_BACK);
  }

  /** What an alarm is found to be, and the values that were looked at, the newest first. */
  record Found(AlarmState state, List<Double> values) {}

  /**
   * What it is at a moment.
   *
   * @param data at least what lies in its range
   * @param made when it was made or changed
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">
   *     CloudWatch: how an alarm is evaluated when data is missing</a>
   */
  Found at(Instant moment, List<Metrics.Datum> data, Instant made, AlarmState before) {
    List<Double> points = new ArrayList<>();
    for (int back = 0; back < periods + FURTHER_BACK && points.size() < periods; back++) {
      Instant to = moment.minus(period.multipliedBy(back));
      Instant from = to.minus(period);
      List<Metrics.Datum> within =
          data.stream().filter(one -> one.at().isAfter(from) && !one.at().isAfter(to)).toList();
      Metrics.statistic(statistic, within).ifPresent(points::add);
    }
    boolean cold =
        points.size() < periods
            && warmUp.filter(time -> moment.isBefore(made.plus(time))).isPresent();
    return new Found(cold ? AlarmState.INSUFFICIENT_DATA : state(points, before), points);
  }

  private AlarmState state(List<Double> points, AlarmState before) {
    long found = points.stream().filter(this::isBad).count();
    if (missing.equals("ignore") && found == points.size() && found < datapoints) {
      return before; // too few of them, and none that is good
    }
    long bad = found + (missing.equals("breaching") ? periods - points.size() : 0);
    return bad >= datapoints ? AlarmState.ALARM : AlarmState.OK;
  }

  private boolean isBad(double value) {
    return comparison.equals(AT_LEAST) ? value >= threshold : value < threshold;
  }

  /** Why it went off, as CloudWatch says it. */
  String reason(List<Double> points) {
    if (points.isEmpty()) {
      return "Threshold Crossed: no datapoints were received for %1$d %2$s and %1$d missing %3$s treated as [Breaching]."
          .formatted(
              periods,
              periods == 1 ? "period" : "periods",
              periods == 1 ? "datapoint was" : "datapoints were");
    }
    return "Threshold Crossed: %d out of the last %d datapoints %s crossed the threshold (%s)."
        .formatted(points.stream().filter(this::isBad).count(), points.size(), points, threshold);
  }
}
