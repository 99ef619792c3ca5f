package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmRule;
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
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** Alarms that go to the people who hear of the application. */
record Alarms(Construct scope, NoticeTopic topic) {
  /**
   * Makes one. Metrics that come once a day are looked at by the hour: an alarm over one period of
   * a day would not do, since CloudWatch looks some periods further back for a value, so it would
   * be silent for days.
   *
   * @param of whose metric: the value of its dimension
   */
  void on(String id, AlarmText text, String of) {
    AlarmRule rule = text.rule();
    boolean atOnce = rule.when() == AlarmRule.When.AT_ONCE;
    Alarm.Builder builder =
        Alarm.Builder.create(scope, id)
            .metric(
                Metric.Builder.create()
                    .namespace(rule.namespace())
                    .metricName(rule.metric())
                    .dimensionsMap(Map.of(rule.dimension(), of))
                    .period(atOnce ? Duration.minutes(5) : Duration.hours(1))
                    .statistic(rule.statistic())
                    .build())
            .threshold(rule.threshold())
            .comparisonOperator(
                atOnce
                    ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
                    : ComparisonOperator.LESS_THAN_THRESHOLD)
            .alarmName(text.name(topic.app))
            .alarmDescription(text.description(topic.app));
    switch (rule.when()) {
      case AT_ONCE -> builder.evaluationPeriods(1).treatMissingData(TreatMissingData.NOT_BREACHING);
      // Scheduler tries for an hour, and Lambda again for another: so late may a daily value come.
      case BELOW_OR_SILENT ->
          builder.evaluationPeriods(28).treatMissingData(TreatMissingData.BREACHING);
      // Two daily values are among two days less two hours: CloudWatch looks that much further
      // back, and no value from before the deploy may count when the warm-up ends.
      case BELOW_TWICE ->
          builder
              .evaluationPeriods(46)
              .datapointsToAlarm(2)
              .treatMissingData(TreatMissingData.IGNORE);
    }
    Alarm alarm = builder.build();
    if (!atOnce) {
      warmUp(alarm);
    }
    alarm.addAlarmAction(new SnsAction(topic.topic));
    topic.alarms.add(alarm);
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
}
