package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What has become of it: alarms, dead letters, the last calls. */
record OutcomeChecks(Application app) {
  private static final Duration LOOKED_BACK = Duration.ofDays(14);
  private static final Duration QUIET = Duration.ofDays(2);
  private static final String DEAD = "DeadLetters";

  List<Finding> alarms() {
    List<MetricAlarm> all;
    try (CloudWatchClient cloudWatch = app.client(CloudWatchClient.builder())) {
      all =
          cloudWatch
              .describeAlarmsPaginator(request -> request.alarmNamePrefix(app.app() + ": "))
              .metricAlarms()
              .stream()
              .toList();
    }
    if (all.isEmpty()) {
      return List.of(
          Finding.bad(
              "alarms", "there is none, so nobody is told of a failure", Application.DEPLOY));
    }
    List<Finding> on =
        all.stream()
            .filter(one -> one.stateValue() == StateValue.ALARM)
            .map(OutcomeChecks::finding)
            .toList();
    return on.isEmpty()
        ? List.of(Finding.ok("alarms", "none of " + all.size() + " is in alarm"))
        : on;
  }

  private static Finding finding(MetricAlarm alarm) {
    String since =
        Optional.ofNullable(alarm.stateTransitionedTimestamp())
            .or(() -> Optional.ofNullable(alarm.stateUpdatedTimestamp()))
            .map(at -> ", since " + at)
            .orElse("");
    return Finding.bad(
        "alarm " + alarm.alarmName(),
        "is in alarm" + since,
        String.valueOf(alarm.alarmDescription()));
  }

  /** What waits in the queues; a message in a dead-letter queue is one that nobody could handle. */
  Finding queues() {
    String subject = "queues";
    Map<String, Long> dead = new TreeMap<>();
    long waiting = 0;
    try (SqsClient sqs = app.client(SqsClient.builder())) {
      for (Map.Entry<String, String> output : app.outputs().entrySet()) {
        String name = output.getKey();
        if (name.contains(DEAD)) {
          dead.put(name.substring(0, name.indexOf(DEAD)), messages(sqs, output.getValue()));
        } else if (name.endsWith("QueueArn")) {
          waiting += messages(sqs, output.getValue());
        }
      }
    }
    if (dead.getOrDefault("NewSecret", 0L) > 0) {
      return Finding.bad(
          subject,
          "A new secret could not be stored; its only copy is in the dead-letter queue",
          "see the log of the function for new secrets, then move it back: "
              + "aws sqs start-message-move-task --source-arn "
              + app.require("NewSecretDeadLettersArn"));
    }
    dead.values().removeIf(count -> count == 0);
    if (dead.isEmpty()) {
      return Finding.ok(subject, waiting + " waiting, 0 in the dead-letter queues");
    }
    return Finding.warn(
        subject,
        waiting
            + " waiting, "
            + dead.values().stream().mapToLong(Long::longValue).sum()
            + " in the dead-letter queues: "
            + dead.entrySet().stream()
                .map(one -> one.getValue() + " in " + one.getKey())
                .collect(Collectors.joining(", ")),
        "read them, and see \"What each alarm means\" in docs/operations.md");
  }

  private static long messages(SqsClient sqs, String queue) {
    String url =
        queue.startsWith("arn:")
            ? sqs.getQueueUrl(request -> request.queueName(Arn.of(queue).resource())).queueUrl()
            : queue;
    return sqs
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** When a call of SP-API last succeeded, by the functions' metric. */
  Finding lastCall() {
    String subject = "last call";
    List<Datapoint> calls = calls();
    Optional<Instant> last = latest(calls);
    if (last.isEmpty()) {
      return Finding.ok(subject, "No call in the last 14 days");
    }
    Optional<Instant> good = latest(calls.stream().filter(one -> one.sum() > 0).toList());
    if (good.isEmpty()) {
      return Finding.bad(
          subject, "Every call of the last 14 days failed", app.command("check") + " says why");
    }
    Instant hour = good.get();
    String text = "The last call that succeeded was in the hour of " + hour;
    return last.get().isAfter(hour) && hour.plus(QUIET).isBefore(app.clock().instant())
        ? Finding.bad(subject, text + ", and later ones failed", app.command("check") + " says why")
        : Finding.ok(subject, text);
  }

  private static Optional<Instant> latest(List<Datapoint> points) {
    return points.stream().map(Datapoint::timestamp).max(Instant::compareTo);
  }

  private List<Datapoint> calls() {
    Instant now = app.clock().instant();
    try (CloudWatchClient cloudWatch =
        app.client(
            CloudWatchClient.builder()
                .overrideConfiguration(
                    options -> options.apiCallTimeout(Duration.ofSeconds(10))))) {
      return cloudWatch
          .getMetricStatistics(
              request ->
                  request
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
}
