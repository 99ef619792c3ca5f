package io.lwarotation.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.HorizontalAnnotation;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * One page that answers, from the top: how long is left, does it work, who would hear of it, what
 * lies where it should not.
 */
final class AppDashboard extends Construct {
  private static final int WHOLE = 24;
  private static final int HALF = 12;
  private static final int THIRD = 8;

  AppDashboard(
      Construct scope,
      String id,
      Settings settings,
      NoticeTopic topic,
      Function call,
      Map<String, DeadLetters> deadLetters) {
    super(scope, id);
    AppMetrics metrics = new AppMetrics(settings.app());
    Dashboard dashboard =
        Dashboard.Builder.create(this, "Dashboard").defaultInterval(Duration.days(30)).build();
    // The CDK's library tags it, but the schema that cfn-lint knows has no such property yet.
    Tags.of(dashboard).remove(LwaCredentials.TAG);
    dashboard.addWidgets(
        TextWidget.Builder.create().markdown(heading(settings)).width(WHOLE).height(3).build());
    dashboard.addWidgets(
        value(
            "Days until the client secret ends",
            metrics.daily("DaysUntilSecretExpires", "days left")),
        value("Hours since the last good call", metrics.highest("HoursSinceLastGoodCall", "hours")),
        SingleValueWidget.Builder.create()
            .title("Who would hear of it")
            .metrics(
                List.of(
                    metrics.daily("ConfirmedSubscriptions", "confirmed"),
                    metrics.highest("PendingSubscriptions", "pending"),
                    metrics.highest("GoneSubscriptions", "gone")))
            .width(THIRD)
            .height(6)
            .build());
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms (all green: nothing to do)")
            .alarms(topic.alarms())
            .width(WHOLE)
            .height(alarmRows(topic.alarms().size()))
            .build());
    dashboard.addWidgets(calls(metrics, call), rotations(metrics));
    dashboard.addWidgets(queues(deadLetters), watch(metrics));
  }

  private static String heading(Settings settings) {
    String act =
        switch (settings.rotation()) {
          case REMIND ->
              "A person rotates in the Developer Console, then `./lwa put --app "
                  + settings.app()
                  + " --client-secret`.";
          case AUTOMATIC -> "The stack rotates by itself from day 150 on.";
        };
    return "## "
        + settings.app()
        + ": Login with Amazon client secret\n"
        + act
        + "\n\nSP-API refuses it after 180 days. What to do in each case: docs/operations.md";
  }

  private static SingleValueWidget value(String title, Metric metric) {
    return SingleValueWidget.Builder.create()
        .title(title)
        .metrics(List.of(metric))
        .width(THIRD)
        .height(6)
        .build();
  }

  /** CloudWatch shows four alarms a row on the whole width. */
  private static int alarmRows(int alarms) {
    return 1 + (alarms + 3) / 4;
  }

  private static GraphWidget calls(AppMetrics metrics, Function call) {
    MetricOptions daily =
        MetricOptions.builder()
            .period(Duration.days(1))
            .statistic(Stats.SUM)
            .label("failed runs")
            .build();
    return graph(
        "Calls of SP-API a day",
        List.of(
            AppMetrics.labelled(metrics.successfulCalls(), "succeeded"), call.metricErrors(daily)),
        List.of());
  }

  private static GraphWidget rotations(AppMetrics metrics) {
    return graph(
        "Rotations: the age falls to 0 with each",
        List.of(
            metrics.highest("SecretAgeDays", "age of the secret in days"),
            metrics.highest("HoursSinceRotationRequested", "hours waiting for a new one")),
        List.of(
            HorizontalAnnotation.builder()
                .label("SP-API refuses")
                .value(180)
                .color("#d62728")
                .build()));
  }

  private static GraphWidget queues(Map<String, DeadLetters> deadLetters) {
    List<IMetric> metrics = new ArrayList<>();
    deadLetters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                entry
                    .getValue()
                    .queue()
                    .metricApproximateNumberOfMessagesVisible(
                        MetricOptions.builder()
                            .period(Duration.hours(1))
                            .statistic(Stats.MAXIMUM)
                            .label(entry.getKey())
                            .build()))
        .forEach(metrics::add);
    return graph("Dead letters (above 0: read docs/operations.md)", metrics, List.of());
  }

  private static GraphWidget watch(AppMetrics metrics) {
    Metric fallback = AppMetrics.labelled(metrics.earlierSecretInUse(), "with an earlier secret");
    return graph(
        "The watch's runs, and calls with an earlier secret",
        List.of(metrics.highest("WatchRuns", "the watch ran"), fallback),
        List.of());
  }

  private static GraphWidget graph(
      String title, List<? extends IMetric> metrics, List<HorizontalAnnotation> annotations) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(metrics)
        .leftAnnotations(annotations)
        .width(HALF)
        .height(6)
        .build();
  }
}
