package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/** Schedules of EventBridge Scheduler, each with a role and dead letters of its own. */
record FunctionSchedule(Construct scope, NoticeTopic topic) {
  /** A schedule, and where its vain attempts lie. */
  record Started(Schedule schedule, DeadLetters deadLetters) {}

  /**
   * Starts a function by the clock. A rate fires as soon as the schedule is made: so it is made
   * when its role has its rights and the function finds its parameters.
   *
   * @param expression of EventBridge Scheduler
   * @param input what the function gets, JSON
   * @param parameters what the function reads
   * @param failed the alarm when it could not be started
   */
  Started start(
      JavaFunction function,
      String description,
      String expression,
      String input,
      CredentialParameters parameters,
      AlarmText failed) {
    DeadLetters deadLetters = new DeadLetters(scope, "DeadLetters", topic, failed);
    Role role = roleOfScheduler(function.function(), deadLetters);
    Schedule schedule =
        Schedule.Builder.create(scope, "Schedule")
            .description(description)
            .schedule(ScheduleExpression.expression(expression))
            .target(
                LambdaInvoke.Builder.create(function.function())
                    // Its own grants would add every version and alias of the function.
                    .role(role.withoutPolicyUpdates())
                    .deadLetterQueue(deadLetters.queue())
                    .input(ScheduleTargetInput.fromText(input))
                    .retryAttempts(10)
                    .maxEventAge(Duration.hours(1))
                    .build())
            .build();
    schedule.getNode().addDependency(role);
    parameters.before(schedule);
    return new Started(schedule, deadLetters);
  }

  private Role roleOfScheduler(Function function, DeadLetters deadLetters) {
    Role role =
        Role.Builder.create(scope, "SchedulerRole")
            .description("Lets EventBridge Scheduler start the function")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("scheduler.amazonaws.com"),
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount()))))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(List.of(function.getFunctionArn()))
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(deadLetters.queue().getQueueArn()))
            .build());
    return role;
  }
}
