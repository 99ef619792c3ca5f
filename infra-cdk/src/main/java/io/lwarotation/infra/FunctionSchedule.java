package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/** A schedule of EventBridge Scheduler with a role of its own, and where its vain attempts lie. */
record FunctionSchedule(Schedule schedule, DeadLetters deadLetters) {
  /**
   * Starts a function by the clock. A rate fires as soon as the schedule is made: so it is made
   * when its role has its rights and the function finds its parameters.
   *
   * @param expression of EventBridge Scheduler
   * @param input what the function gets, JSON
   * @param failed the alarm when it could not be started
   */
  static FunctionSchedule start(
      Construct scope,
      Application application,
      JavaFunction function,
      String description,
      String expression,
      String input,
      AlarmText failed) {
    DeadLetters deadLetters =
        new DeadLetters(scope, "DeadLetters", application.topic(), null, failed);
    Role role =
        Role.Builder.create(scope, "SchedulerRole")
            .description("Lets EventBridge Scheduler start the function")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("scheduler.amazonaws.com"),
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount()))))
            .build();
    role.addToPolicy(Statements.allow("lambda:InvokeFunction", function.function.getFunctionArn()));
    role.addToPolicy(Statements.allow("sqs:SendMessage", deadLetters.queue.getQueueArn()));
    Schedule schedule =
        Schedule.Builder.create(scope, "Schedule")
            .description(description)
            .schedule(ScheduleExpression.expression(expression))
            .target(
                LambdaInvoke.Builder.create(function.function)
                    // Its own grants would add every version and alias of the function.
                    .role(role.withoutPolicyUpdates())
                    .deadLetterQueue(deadLetters.queue)
                    .input(ScheduleTargetInput.fromText(input))
                    .retryAttempts(10)
                    .maxEventAge(Duration.hours(1))
                    .build())
            .build();
    schedule.getNode().addDependency(role, application.parameters().resource);
    return new FunctionSchedule(schedule, deadLetters);
  }
}
