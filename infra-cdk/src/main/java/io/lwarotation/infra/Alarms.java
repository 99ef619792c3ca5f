package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
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

  /** Scheduler tries for an hour, and Lambda again for another: so late may a daily value come. */
  private static final int HOURS_OF_A_DAY_AND_A_LATE_RUN = 28;

  /**
   * Two daily values are among them. Two hours less than two days: CloudWatch looks that much
   * further back, and no value from before the deploy may count when the warm-up ends.
   */
  private static final int HOURS_OF_TWO_DAYS = 46;

  /** Goes off as soon as the metric is above zero. */
  Alarm onFirst(String id, Metric metric, AlarmText text) {
    return from(1, id, metric, text);
  }

  /**
   * Goes off when a metric that comes once a day is lower, or has not come for a day: when all of
   * the last hours are bad or empty. One good value ends it. An alarm over one period of a day
   * would not do: CloudWatch looks some periods further back for a value, so it would be silent for
   * days.
   *
   * @param metric by the hour
   */
  Alarm onSilenceOrBelow(double threshold, String id, Metric metric, AlarmText text) {
    Alarm alarm =
        alarm(
            lower(threshold, id, metric)
                .evaluationPeriods(HOURS_OF_A_DAY_AND_A_LATE_RUN)
                .treatMissingData(TreatMissingData.BREACHING),
            text);
    warmUp(alarm);
    return alarm;
  }

  /**
   * A new alarm is looked at as soon as it is made, before any value can be there, and acts: this
   * one waits for two days. The property is newer than the CDK's library and many a cfn-lint, which
   * know it not.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html">
   *     CloudWatch: alarm warm-up periods</a>
   */
  private static void warmUp(Alarm alarm) {
    CfnAlarm resource =
        (CfnAlarm) Objects.requireNonNull(alarm.getNode().getDefaultChild(), "the alarm itself");
    resource.addPropertyOverride(
        "WarmUpConfiguration",
        Map.of("WarmUpPeriodDurationInMinutes", Duration.days(2).toMinutes()));
    resource.addMetadata("cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("E3002"))));
    Validations.of(resource)
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::F3002")
                .reason("CloudFormation knows WarmUpConfiguration since August 2026.")
                .build());
  }

  /**
   * Goes off when a metric that comes once a day is lower on two days in a row: the first run comes
   * with the deploy, before anybody can have read a mail, and the values of a stack that was here
   * before do not count. One good value ends it; while the only value in sight is a bad one, it
   * stays as it is.
   *
   * @param metric by the hour
   */
  Alarm belowTwiceInARow(double threshold, String id, Metric metric, AlarmText text) {
    Alarm alarm =
        alarm(
            lower(threshold, id, metric)
                .evaluationPeriods(HOURS_OF_TWO_DAYS)
                .datapointsToAlarm(2)
                .treatMissingData(TreatMissingData.IGNORE),
            text);
    warmUp(alarm);
    return alarm;
  }

  private Alarm.Builder lower(double threshold, String id, Metric metric) {
    return Alarm.Builder.create(scope, id)
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD);
  }

  /** Goes off as soon as the metric is so high. */
  Alarm from(double threshold, String id, Metric metric, AlarmText text) {
    return alarm(
        Alarm.Builder.create(scope, id)
            .metric(metric)
            .threshold(threshold)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING),
        text);
  }

  private Alarm alarm(Alarm.Builder builder, AlarmText text) {
    Alarm alarm =
        builder
            .alarmName(text.name(topic.app()))
            .alarmDescription(text.description(topic.app()))
            .build();
    alarm.addAlarmAction(new SnsAction(topic.topic()));
    topic.heardOf(alarm);
    return alarm;
  }
}
