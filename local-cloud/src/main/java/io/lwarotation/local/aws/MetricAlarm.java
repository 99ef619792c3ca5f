package io.lwarotation.local.aws;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An alarm over one metric and one period, as the templates here have them. */
record MetricAlarm(
    String name,
    String description,
    Metrics.Series series,
    String statistic,
    Duration period,
    String comparison,
    double threshold,
    String missing,
    List<String> actions) {

  MetricAlarm {
    actions = List.copyOf(actions);
  }

  static MetricAlarm parse(String name, Input properties) {
    properties.only(
        "AlarmName",
        "AlarmDescription",
        "AlarmActions",
        "ComparisonOperator",
        "Dimensions",
        "EvaluationPeriods",
        "MetricName",
        "Namespace",
        "Period",
        "Statistic",
        "Tags",
        "Threshold",
        "TreatMissingData");
    if (properties.optionalInt("EvaluationPeriods").orElse(0) != 1) {
      throw AwsException.notModelled("an alarm over several periods");
    }
    Map<String, String> dimensions = new HashMap<>();
    properties
        .items("Dimensions")
        .forEach(one -> dimensions.put(one.only("Name", "Value").text("Name"), one.text("Value")));
    return new MetricAlarm(
        name,
        properties.optionalText("AlarmDescription").orElse(""),
        new Metrics.Series(properties.text("Namespace"), properties.text("MetricName"), dimensions),
        properties.text("Statistic"),
        Duration.ofSeconds(properties.optionalInt("Period").orElse(0)),
        properties.text("ComparisonOperator"),
        properties.node("Threshold").asDouble(),
        properties.optionalText("TreatMissingData").orElse("missing"),
        properties.texts("AlarmActions"));
  }

  /** What it is when the period has values. */
  AlarmState withData(List<Metrics.Datum> window) {
    double value = value(window);
    boolean breached =
        switch (comparison) {
          case "GreaterThanOrEqualToThreshold" -> value >= threshold;
          case "GreaterThanThreshold" -> value > threshold;
          case "LessThanOrEqualToThreshold" -> value <= threshold;
          case "LessThanThreshold" -> value < threshold;
          default -> throw AwsException.notModelled("the comparison " + comparison);
        };
    return breached ? AlarmState.ALARM : AlarmState.OK;
  }

  double value(List<Metrics.Datum> window) {
    DoubleSummaryStatistics values =
        window.stream().mapToDouble(Metrics.Datum::value).summaryStatistics();
    return switch (statistic) {
      case "Maximum" -> values.getMax();
      case "Minimum" -> values.getMin();
      case "Sum" -> values.getSum();
      case "Average" -> values.getAverage();
      case "SampleCount" -> values.getCount();
      default -> throw AwsException.notModelled("the statistic " + statistic);
    };
  }

  /**
   * What it is when the period has none.
   *
   * @param young whether it is not older than one period
   */
  AlarmState withoutData(boolean young, AlarmState before) {
    return switch (missing) {
      case "breaching" -> young ? before : AlarmState.ALARM;
      case "notBreaching" -> AlarmState.OK;
      case "missing" -> AlarmState.INSUFFICIENT_DATA;
      case "ignore" -> before;
      default -> throw AwsException.invalid("TreatMissingData");
    };
  }
}
