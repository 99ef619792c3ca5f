package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * EventBridge Scheduler. A move of the clock over several times at which a schedule is due fires it
 * once, for the last of them: who needs each moves the clock in steps. Flexible windows fire at
 * their beginning. A rate fires first one period after the schedule was made; AWS may fire at once.
 */
final class Schedules {
  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final FunctionRegistry functions;
  private final Queues queues;
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();

  /** A schedule, and until when its firings are done. */
  private record Schedule(
      String arn,
      ScheduleExpression expression,
      String targetArn,
      Optional<String> input,
      Optional<String> deadLetterArn,
      boolean enabled,
      Instant doneUntil,
      ObjectNode described) {

    Schedule doneUntil(Instant moment) {
      return new Schedule(
          arn, expression, targetArn, input, deadLetterArn, enabled, moment, described);
    }
  }

  Schedules(
      Account account, InstantSource clock, Ids ids, FunctionRegistry functions, Queues queues) {
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.functions = functions;
    this.queues = queues;
  }

  String arn(String name) {
    return account.arn("scheduler", "schedule/default/" + name);
  }

  /** Makes a schedule, or a changed one in its place, from a template's properties. */
  void put(String name, Input properties) {
    properties.only(
        "Name",
        "Description",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "State",
        "FlexibleTimeWindow",
        "Target",
        "GroupName",
        "KmsKeyArn");
    ZoneId zone = ZoneId.of(properties.optionalText("ScheduleExpressionTimezone").orElse("UTC"));
    Input target = properties.nested("Target");
    target.only("Arn", "RoleArn", "Input", "DeadLetterConfig", "RetryPolicy");
    if (!target.text("Arn").startsWith("arn:aws:lambda:")) {
      throw AwsException.notModelled("the schedule's target " + target.text("Arn"));
    }
    schedules.put(
        name,
        new Schedule(
            arn(name),
            ScheduleExpression.parse(properties.text("ScheduleExpression"), zone, clock.instant()),
            target.text("Arn"),
            target.optionalText("Input"),
            target.nested("DeadLetterConfig").optionalText("Arn"),
            !properties.optionalText("State").orElse("ENABLED").equals("DISABLED"),
            clock.instant(),
            described(name, properties)));
  }

  private ObjectNode described(String name, Input properties) {
    ObjectNode all =
        Json.object()
            .put("Arn", arn(name))
            .put("GroupName", "default")
            .put("CreationDate", Json.seconds(clock.instant()))
            .put("LastModificationDate", Json.seconds(clock.instant()))
            .put("ScheduleExpressionTimezone", "UTC")
            .put("State", "ENABLED")
            .put("ActionAfterCompletion", "NONE");
    properties.json().properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    return all.put("Name", name);
  }

  /** As {@code GetSchedule} tells it. */
  Optional<ObjectNode> describe(String name) {
    return Optional.ofNullable(schedules.get(name)).map(Schedule::described);
  }

  void remove(String name) {
    schedules.remove(name);
  }

  /** Fires what has become due since the last call. */
  void fireDue() {
    Instant now = clock.instant();
    schedules.replaceAll(
        (_, schedule) -> {
          if (schedule.enabled()) {
            schedule
                .expression()
                .latest(schedule.doneUntil(), now)
                .ifPresent(due -> fire(schedule, due));
          }
          return schedule.doneUntil(now);
        });
  }

  private void fire(Schedule schedule, Instant due) {
    String id = ids.next();
    String event =
        schedule
            .input()
            .map(input -> fill(input, schedule, due, id))
            .orElse(event(schedule, due, id));
    if (!functions.invokeLater(schedule.targetArn(), event)) {
      // With its role in its own account, so no policy of the queue is asked.
      Caller self = new Caller.OfAccount(account.id(), "scheduler");
      schedule.deadLetterArn().ifPresent(arn -> queues.deliver(arn, self, event, Map.of()));
    }
  }

  private static String fill(String input, Schedule schedule, Instant due, String id) {
    return input
        .replace("<aws.scheduler.schedule-arn>", schedule.arn())
        .replace("<aws.scheduler.scheduled-time>", time(due))
        .replace("<aws.scheduler.execution-id>", id)
        .replace("<aws.scheduler.attempt-number>", "1");
  }

  private static String time(Instant due) {
    return due.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What a function gets where the schedule gives no input. */
  private String event(Schedule schedule, Instant due, String id) {
    ObjectNode event = Events.envelope(account, due, id, "aws.scheduler", "Scheduled Event");
    event.putArray("resources").add(schedule.arn());
    return event.put("detail", "{}").toString();
  }
}
