package io.lwarotation.local.aws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private Instant doneUntil;

  private record Schedule(String arn, ScheduleExpression expression, Input properties) {
    boolean isEnabled() {
      return !properties.optionalText("State").orElse("").equals("DISABLED");
    }

    Input target() {
      return properties.nested("Target");
    }
  }

  public Schedules(Account account, FunctionRegistry functions, Queues queues, Roles roles) {
    this.account = account;
    this.functions = functions;
    this.queues = queues;
    this.roles = roles;
    this.doneUntil = account.now();
  }

  /** Makes a schedule, or a changed one in its place, from a template's properties. */
  public String put(String name, Input properties) {
    properties.only(
        "Name Description ScheduleExpression ScheduleExpressionTimezone State FlexibleTimeWindow"
            + " Target GroupName KmsKeyArn");
    Input target = properties.nested("Target");
    target.only("Arn RoleArn Input DeadLetterConfig RetryPolicy").text("RoleArn");
    if (!target.text("Arn").startsWith("arn:aws:lambda:")) {
      throw AwsException.notModelled("the schedule's target " + target.text("Arn"));
    }
    ZoneId zone = ZoneId.of(properties.optionalText("ScheduleExpressionTimezone").orElse("UTC"));
    Schedule made =
        new Schedule(
            account.arn("scheduler", "schedule/default/" + name),
            ScheduleExpression.parse(properties.text(EXPRESSION), zone, account.now()),
            properties);
    Schedule before = schedules.put(name, made);
    boolean begins =
        before == null
            || !before.isEnabled()
            || !before.properties().text(EXPRESSION).equals(properties.text(EXPRESSION));
    if (begins && made.isEnabled() && made.expression() instanceof ScheduleExpression.Rate) {
      fire(made);
    }
    return made.arn();
  }

  /** {@code GetSchedule}, of the default group. */
  public ObjectNode describe(String name) {
    Schedule found =
        Optional.ofNullable(schedules.get(name))
            .orElseThrow(
                AwsException.because(
                    404, "ResourceNotFoundException", "Schedule " + name + " does not exist."));
    return Json.object()
        .put("Arn", found.arn())
        .put("GroupName", "default")
        .put("ScheduleExpressionTimezone", "UTC")
        .put("State", "ENABLED")
        .put("ActionAfterCompletion", "NONE")
        .<ObjectNode>setAll((ObjectNode) found.properties().json())
        .put("Name", name);
  }

  public void remove(String name) {
    schedules.remove(name);
  }

  /** Fires what has become due since the last call. */
  public void fireDue() {
    Instant now = account.now();
    for (Schedule schedule : List.copyOf(schedules.values())) {
      if (schedule.isEnabled() && schedule.expression().latest(doneUntil, now).isPresent()) {
        fire(schedule);
      }
    }
    doneUntil = now;
  }

  private void fire(Schedule schedule) {
    Input target = schedule.target();
    String arn = target.text("Arn");
    String event = target.text("Input");
    boolean started =
        may(target, "lambda:InvokeFunction", arn) && functions.invokeLater(arn, event);
    if (!started && !bury(target, event)) {
      account.lost().add(schedule.arn() + " to " + arn);
    }
  }

  private boolean bury(Input target, String event) {
    // With its role in its own account, so no policy of the queue is asked.
    Caller self = new Caller.OfAccount(account.id(), "scheduler");
    return target
        .nested("DeadLetterConfig")
        .optionalText("Arn")
        .filter(arn -> may(target, "sqs:SendMessage", arn))
        .filter(arn -> queues.deliver(arn, self, event))
        .isPresent();
  }

  private boolean may(Input target, String action, String resource) {
    return Policy.decide(roles.of(target.text("RoleArn")), action, resource, Map.of())
        == Policy.Decision.ALLOWED;
  }
}
