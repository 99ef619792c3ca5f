package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
 * lies where it should not. The metrics are those that the functions write into their logs; most
 * come once a day, and the worst value counts if they come more often.
 */
final class AppDashboard extends Construct {
  private static final Duration DAY = Duration.days(1);
  private static final int WHOLE = 24;

  private final String app;

  AppDashboard(
      Construct scope,
      String id,
      Application application,
      Function call,
      SortedMap<String, DeadLetters> deadLetters) {
    super(scope, id);
    this.app = application.name();
    int alarms = application.topic().alarms.size();
    Dashboard dashboard =
        Dashboard.Builder.create(this, "Dashboard").defaultInterval(Duration.days(30)).build();
    // The CDK's library tags it, but the schema that cfn-lint knows has no such property yet.
    Tags.of(dashboard).remove(LwaCredentials.TAG);
    dashboard.addWidgets(
        TextWidget.Builder.create()
            .markdown(heading(application.settings().rotation()))
            .width(WHOLE)
            .height(3)
            .build());
    dashboard.addWidgets(
        values("Days until the client secret ends", least("DaysUntilSecretExpires", "days left")),
        values("Hours since the last good call", most("HoursSinceLastGoodCall", "hours")),
        values(
            "Who would hear of it",
            least("ConfirmedSubscriptions", "confirmed"),
            most("PendingSubscriptions", "pending"),
            most("GoneSubscriptions", "gone")));
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms (all green: nothing to do)")
            .alarms(application.topic().alarms)
            .width(WHOLE)
            // CloudWatch shows four alarms a row on the whole width.
            .height(1 + (alarms + 3) / 4)
            .build());
    dashboard.addWidgets(
        graph(
            "Calls of SP-API a day",
            metric("SuccessfulCalls", "succeeded", DAY, Stats.SUM),
            call.metricErrors(options("failed runs", DAY, Stats.SUM))),
        graph(
            "Rotations: the age falls to 0 with each",
            List.of(
                HorizontalAnnotation.builder()
                    .label("SP-API refuses")
                    .value(180)
                    .color("#d62728")
                    .build()),
            most("SecretAgeDays", "age of the secret in days"),
            most("HoursSinceRotationRequested", "hours waiting for a new one")));
    dashboard.addWidgets(
        graph(
            "Dead letters (above 0: read docs/operations.md)",
            deadLetters.entrySet().stream()
                .map(
                    entry ->
                        entry
                            .getValue()
                            .queue
                            .metricApproximateNumberOfMessagesVisible(
                                options(entry.getKey(), Duration.hours(1), Stats.MAXIMUM)))
                .toArray(IMetric[]::new)),
        graph(
            "The watch's runs, and calls with an earlier secret",
            most("WatchRuns", "the watch ran"),
            metric(
                "EarlierSecretInUse",
                "with an earlier secret",
                Duration.minutes(5),
                Stats.MAXIMUM)));
  }

  private String heading(Rotation rotation) {
    String act =
        switch (rotation) {
          case REMIND ->
              "A person rotates in the Developer Console, then `./lwa put --app "
                  + app
                  + " --client-secret`.";
          case AUTOMATIC -> "The stack rotates by itself from day 150 on.";
        };
    return "## "
        + app
        + ": Login with Amazon client secret\n"
        + act
        + "\n\nSP-API refuses it after 180 days. What to do in each case: docs/operations.md";
  }

  private static SingleValueWidget values(String title, IMetric... metrics) {
    return SingleValueWidget.Builder.create()
        .title(title)
        .metrics(List.of(metrics))
        .width(WHOLE / 3)
        .height(6)
        .build();
  }

  private static GraphWidget graph(String title, IMetric... metrics) {
    return graph(title, List.of(), metrics);
  }

  private static GraphWidget graph(
      String title, List<HorizontalAnnotation> limits, IMetric... metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(List.of(metrics))
        .leftAnnotations(limits)
        .width(WHOLE / 2)
        .height(6)
        .build();
  }

  /** One whose lowest value of the day is the worst. */
  private Metric least(String name, String label) {
    return metric(name, label, DAY, Stats.MINIMUM);
  }

  /** One whose highest value of the day is the worst. */
  private Metric most(String name, String label) {
    return metric(name, label, DAY, Stats.MAXIMUM);
  }

  private Metric metric(String name, String label, Duration period, String statistic) {
    return Metric.Builder.create()
        .namespace("LwaRotation")
        .metricName(name)
        .dimensionsMap(Map.of("App", app))
        .period(period)
        .statistic(statistic)
        .label(label)
        .build();
  }

  private static MetricOptions options(String label, Duration period, String statistic) {
    return MetricOptions.builder().label(label).period(period).statistic(statistic).build();
  }
}
