package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** Alarms that go to the people who hear of the application. */
record Alarms(Construct scope, NoticeTopic topic) {
  static final MetricOptions EVERY_FIVE_MINUTES_MAXIMUM =
      MetricOptions.builder().period(Duration.minutes(5)).statistic(Stats.MAXIMUM).build();
  static final MetricOptions EVERY_FIVE_MINUTES_SUM =
      MetricOptions.builder().period(Duration.minutes(5)).statistic(Stats.SUM).build();

  /** Goes off as soon as the metric is above zero. */
  Alarm onFirst(String id, Metric metric, AlarmText text) {
    return from(1, id, metric, text);
  }

  /**
   * Goes off when a metric that comes once a day is lower.
   *
   * @param missing what a day without the metric means
   */
  Alarm below(
      double threshold, String id, Metric metric, TreatMissingData missing, AlarmText text) {
    return alarm(
        Alarm.Builder.create(scope, id)
            .metric(metric)
            .threshold(threshold)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .treatMissingData(missing),
        text);
  }

  /** Goes off as soon as the metric is so high. */
  Alarm from(double threshold, String id, Metric metric, AlarmText text) {
    return alarm(
        Alarm.Builder.create(scope, id)
            .metric(metric)
            .threshold(threshold)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING),
        text);
  }

  private Alarm alarm(Alarm.Builder builder, AlarmText text) {
    Alarm alarm =
        builder
            .alarmName(text.name(topic.app()))
            .alarmDescription(text.description(topic.app()))
            .evaluationPeriods(1)
            .build();
    alarm.addAlarmAction(new SnsAction(topic.topic()));
    topic.heardOf(alarm);
    return alarm;
  }
}
