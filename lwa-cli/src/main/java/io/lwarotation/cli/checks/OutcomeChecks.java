package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmSweepStates;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.sweep.SweepState;
import io.lwarotation.core.sweep.SweepStates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What has become of it: other authorizations, alarms, dead letters. */
record OutcomeChecks(Application app) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String DEAD = "DeadLetters";

  /** How many there are, and how many need attention; nothing where none are expected. */
  List<Finding> authorizations() {
    long stored = storedAuthorizations();
    if (app.find("SweepFunctionName").isEmpty()) {
      return stored == 0
          ? List.of()
          : List.of(
              Finding.ok(
                  stored + " stored, and no daily sweep tries them (the setting sweep=true does)"));
    }
    SweepState state =
        new SsmSweepStates(app.aws().ssm(), SweepStates.parameterOf(app.app()))
            .read(Deadline.in(LONGEST, InstantSource.system()));
    long failing = state.failing().size() + state.unnamed().count();
    String text =
        "%d stored, %d of them %s attention, %s"
            .formatted(
                stored,
                failing,
                failing == 1 ? "needs" : "need",
                state
                    .finishedAt()
                    .map(at -> "last tried at " + at)
                    .orElse("not tried yet by the sweep"));
    return List.of(
        failing == 0
            ? Finding.ok(text)
            : Finding.warn(text, "see which: " + app.command("authorizations")));
  }

  private long storedAuthorizations() {
    AuthorizationPath path = AuthorizationPath.ofApp(app.app());
    return app
        .aws()
        .ssm()
        .getParametersByPathPaginator(
            request -> request.path(path.path()).recursive(true).maxResults(10))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .filter(one -> one.type() == ParameterType.SECURE_STRING)
        .filter(one -> path.ofToken(one.name()).isPresent())
        .count();
  }

  List<Finding> alarms() {
    List<MetricAlarm> all =
        app
            .client(CloudWatchClient.builder())
            .describeAlarmsPaginator(request -> request.alarmNamePrefix(app.app() + ": "))
            .metricAlarms()
            .stream()
            .toList();
    if (all.isEmpty()) {
      return List.of(
          Finding.bad("there is none, so nobody is told of a failure", Application.DEPLOY));
    }
    List<Finding> on =
        all.stream()
            .filter(one -> one.stateValue() == StateValue.ALARM)
            .map(OutcomeChecks::finding)
            .toList();
    return on.isEmpty() ? List.of(Finding.ok("none of " + all.size() + " is in alarm")) : on;
  }

  private static Finding finding(MetricAlarm alarm) {
    String since =
        Optional.ofNullable(alarm.stateTransitionedTimestamp())
            .or(() -> Optional.ofNullable(alarm.stateUpdatedTimestamp()))
            .map(at -> ", since " + at)
            .orElse("");
    return Finding.bad("is in alarm" + since, String.valueOf(alarm.alarmDescription()))
        .of("alarm " + alarm.alarmName());
  }

  /** What waits in the queues; a message in a dead-letter queue is one that nobody could handle. */
  Finding queues() {
    Map<String, Long> dead = new TreeMap<>();
    long waiting = 0;
    for (Map.Entry<String, String> output : app.outputs().entrySet()) {
      String name = output.getKey();
      if (name.contains(DEAD)) {
        dead.put(name.substring(0, name.indexOf(DEAD)), messages(output.getValue()));
      } else if (name.endsWith("QueueArn")) {
        waiting += messages(output.getValue());
      }
    }
    dead.values().removeIf(count -> count == 0);
    if (dead.containsKey("NewSecret")) {
      return Finding.bad(
          "A new secret could not be stored; its only copy is in the dead-letter queue",
          "see the log of the function for new secrets, then move it back: "
              + "aws sqs start-message-move-task --source-arn "
              + app.require("NewSecretDeadLettersArn"));
    }
    if (dead.isEmpty()) {
      return Finding.ok(waiting + " waiting, 0 in the dead-letter queues");
    }
    return Finding.warn(
        "%d waiting, %d in the dead-letter queues: %s"
            .formatted(
                waiting,
                dead.values().stream().mapToLong(Long::longValue).sum(),
                dead.entrySet().stream()
                    .map(one -> one.getValue() + " in " + one.getKey())
                    .collect(Collectors.joining(", "))),
        "read them, and see \"What each alarm means\" in docs/operations.md");
  }

  private long messages(String queue) {
    SqsClient sqs = app.client(SqsClient.builder());
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
}
