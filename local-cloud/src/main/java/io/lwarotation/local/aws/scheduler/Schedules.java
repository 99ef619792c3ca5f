package io.lwarotation.local.aws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.events.Events;
import io.lwarotation.local.aws.iam.IdentityPolicy;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.lambda.FunctionRegistry;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Ids;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
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
  private final InstantSource clock;
  private final Ids ids;
  private final FunctionRegistry functions;
  private final Queues queues;
  private final Roles roles;
  private final List<String> lost = new ArrayList<>();
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();

  /** A schedule, and until when its firings are done. */
  private record Schedule(
      String arn,
      ScheduleExpression expression,
      String targetArn,
      String roleArn,
      Optional<String> input,
      Optional<String> deadLetterArn,
      boolean enabled,
      Instant doneUntil,
      ObjectNode described) {

    Schedule doneUntil(Instant moment) {
      return new Schedule(
          arn, expression, targetArn, roleArn, input, deadLetterArn, enabled, moment, described);
    }
  }

  public Schedules(
      Account account,
      InstantSource clock,
      Ids ids,
      FunctionRegistry functions,
      Queues queues,
      Roles roles) {
    this.roles = roles;
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.functions = functions;
    this.queues = queues;
  }

  public String arn(String name) {
    return account.arn("scheduler", "schedule/default/" + name);
  }

  /** Makes a schedule, or a changed one in its place, from a template's properties. */
  public void put(String name, Input properties) {
    properties.only(
        "Name",
        "Description",
        EXPRESSION,
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
    Schedule made =
        new Schedule(
            arn(name),
            ScheduleExpression.parse(properties.text(EXPRESSION), zone, clock.instant()),
            target.text("Arn"),
            target.text("RoleArn"),
            target.optionalText("Input"),
            target.nested("DeadLetterConfig").optionalText("Arn"),
            !properties.optionalText("State").orElse("ENABLED").equals("DISABLED"),
            clock.instant(),
            described(name, properties));
    Schedule before = schedules.put(name, made);
    boolean begins =
        before == null
            || !before.enabled()
            || !before.described().path(EXPRESSION).equals(made.described().path(EXPRESSION));
    if (begins && made.enabled() && made.expression() instanceof ScheduleExpression.Rate) {
      fire(made, clock.instant());
    }
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
  public Optional<ObjectNode> describe(String name) {
    return Optional.ofNullable(schedules.get(name)).map(Schedule::described);
  }

  public void remove(String name) {
    schedules.remove(name);
  }

  /** Fires what has become due since the last call. */
  public void fireDue() {
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
        .deadLetterArn()
        .filter(arn -> may(schedule, "sqs:SendMessage", arn))
        .map(arn -> queues.deliver(arn, self, event, Map.of()))
        .orElse(false);
  }

  private boolean may(Schedule schedule, String action, String resource) {
    String role = schedule.roleArn().substring(schedule.roleArn().lastIndexOf('/') + 1);
    return roles
        .of(role)
        .map(policies -> IdentityPolicy.decide(policies, action, resource, Map.of()))
        .filter(decision -> decision == IdentityPolicy.Decision.ALLOWED)
        .isPresent();
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
  private String event(Schedule schedule, Instant due, String id) {
    ObjectNode event = Events.envelope(account, due, id, "aws.scheduler", "Scheduled Event");
    event.putArray("resources").add(schedule.arn());
    return event.put("detail", "{}").toString();
  }
}
