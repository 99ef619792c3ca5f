package io.lwarotation.local.aws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.events.Events;
import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EventBridge Scheduler. A move of the clock over several times at which a schedule is due fires it
 * once, for the last of them: who needs each moves the clock in steps. Flexible windows fire at
 * their beginning. A rate without a start date fires at once, in the middle of a deploy: with its
 * role as it is then. What the role may not do is not tried again here.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based">EventBridge
 *     Scheduler: rate-based schedules</a>
 */
public final class Schedules {
  private static final String EXPRESSION = "ScheduleExpression";

  private final Account account;
  private final FunctionRegistry functions;
  private final Queues queues;
  private final Roles roles;
  private final List<String> lost = new ArrayList<>();
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private Instant doneUntil;

  private record Schedule(
      String arn,
      ScheduleExpression expression,
      Input target,
      boolean enabled,
      ObjectNode described) {
    String targetArn() {
      return target.text("Arn");
    }
  }

  public Schedules(Account account, FunctionRegistry functions, Queues queues, Roles roles) {
    this.account = account;
    this.functions = functions;
    this.queues = queues;
    this.roles = roles;
    this.doneUntil = account.now();
  }

  public String arn(String name) {
    return account.arn("scheduler", "schedule/default/" + name);
  }

  /** Makes a schedule, or a changed one in its place, from a template's properties. */
  public void put(String name, Input properties) {
    properties.only(
        "Name Description ScheduleExpression ScheduleExpressionTimezone State FlexibleTimeWindow"
            + " Target GroupName KmsKeyArn");
    ZoneId zone = ZoneId.of(properties.optionalText("ScheduleExpressionTimezone").orElse("UTC"));
    Input target = properties.nested("Target");
    target.only("Arn RoleArn Input DeadLetterConfig RetryPolicy").text("RoleArn");
    Schedule made =
        new Schedule(
            arn(name),
            ScheduleExpression.parse(properties.text(EXPRESSION), zone, account.now()),
            target,
            !properties.optionalText("State").orElse("ENABLED").equals("DISABLED"),
            described(name, properties));
    if (!made.targetArn().startsWith("arn:aws:lambda:")) {
      throw AwsException.notModelled("the schedule's target " + made.targetArn());
    }
    Schedule before = schedules.put(name, made);
    boolean begins =
        before == null
            || !before.enabled()
            || !before.described().path(EXPRESSION).equals(made.described().path(EXPRESSION));
    if (begins && made.enabled() && made.expression() instanceof ScheduleExpression.Rate) {
      fire(made, account.now());
    }
  }

  private ObjectNode described(String name, Input properties) {
    return Json.object()
        .put("Arn", arn(name))
        .put("GroupName", "default")
        .putPOJO("CreationDate", account.now())
        .putPOJO("LastModificationDate", account.now())
        .put("ScheduleExpressionTimezone", "UTC")
        .put("State", "ENABLED")
        .put("ActionAfterCompletion", "NONE")
        .<ObjectNode>setAll((ObjectNode) properties.json())
        .put("Name", name);
  }

  /** {@code GetSchedule}, of the default group. */
  public ObjectNode describe(String name) {
    return Optional.ofNullable(schedules.get(name))
        .map(Schedule::described)
        .orElseThrow(
            () ->
                new AwsException(
                    404, "ResourceNotFoundException", "Schedule " + name + " does not exist."));
  }

  public void remove(String name) {
    schedules.remove(name);
  }

  /** Fires what has become due since the last call. */
  public void fireDue() {
    Instant now = account.now();
    for (Schedule schedule : List.copyOf(schedules.values())) {
      if (schedule.enabled()) {
        schedule.expression().latest(doneUntil, now).ifPresent(due -> fire(schedule, due));
      }
    }
    doneUntil = now;
  }

  private void fire(Schedule schedule, Instant due) {
    String id = account.newId();
    String event =
        schedule
            .target()
            .optionalText("Input")
            .map(input -> fill(input, schedule, due, id))
            .orElseGet(() -> event(schedule, due));
    boolean started =
        may(schedule, "lambda:InvokeFunction", schedule.targetArn())
            && functions.invokeLater(schedule.targetArn(), event);
    if (!started && !bury(schedule, event)) {
      lost.add(schedule.arn() + " to " + schedule.targetArn());
    }
  }

  private boolean bury(Schedule schedule, String event) {
    // With its role in its own account, so no policy of the queue is asked.
    Caller self = new Caller.OfAccount(account.id(), "scheduler");
    return schedule
        .target()
        .nested("DeadLetterConfig")
        .optionalText("Arn")
        .filter(arn -> may(schedule, "sqs:SendMessage", arn))
        .filter(arn -> queues.deliver(arn, self, event, Map.of()))
        .isPresent();
  }

  private boolean may(Schedule schedule, String action, String resource) {
    return Policy.decide(roles.of(schedule.target().text("RoleArn")), action, resource, Map.of())
        == Policy.Decision.ALLOWED;
  }

  /** Runs that could neither be started nor put into a dead-letter queue. */
  public List<String> lost() {
    return List.copyOf(lost);
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
  private String event(Schedule schedule, Instant due) {
    ObjectNode event = Events.envelope(account, due, "aws.scheduler", "Scheduled Event");
    event.putArray("resources").add(schedule.arn());
    return event.put("detail", "{}").toString();
  }
}
