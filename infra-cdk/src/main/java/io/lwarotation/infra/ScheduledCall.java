package io.lwarotation.infra;

import java.nio.file.Path;
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

/** The function that calls SP-API with the credentials, and the schedule that calls it. */
final class ScheduledCall extends Construct {
  private static final String LWA_TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token";

  private final JavaFunction call;
  private final Schedule schedule;

  ScheduledCall(
      Construct scope,
      String id,
      Settings settings,
      CredentialParameters parameters,
      CredentialsKey key,
      NoticeTopic topic,
      Path jar) {
    super(scope, id);
    this.call =
        new JavaFunction(
            this,
            "Call",
            new JavaFunction.Properties(
                "io.lwarotation.handler.CallSpApiHandler",
                jar,
                "Calls SP-API for " + settings.app(),
                512,
                Duration.seconds(30),
                environment(settings)));
    parameters.grantRead(call.role(), settings.parameters().all());
    key.grantDecrypt(call.role(), settings.parameters().secureStrings());
    new Alarms(this, topic)
        .onFirst(
            "Failed",
            call.function().metricErrors(Alarms.EVERY_FIVE_MINUTES_SUM),
            "A call of SP-API for application "
                + settings.app()
                + " failed: the function's log says why and what to do.");
    this.schedule = schedule(settings, topic);
  }

  Function function() {
    return call.function();
  }

  Schedule schedule() {
    return schedule;
  }

  private static Map<String, String> environment(Settings settings) {
    ParameterPaths names = settings.parameters();
    return Map.of(
        "LWA_APP", settings.app(),
        "LWA_CLIENT_ID_PARAMETER", names.clientId(),
        "LWA_CLIENT_SECRET_PARAMETER", names.clientSecret(),
        "LWA_REFRESH_TOKEN_PARAMETER", names.refreshToken(),
        "LWA_ROTATION_RECORD_PARAMETER", names.rotationRecord(),
        "LWA_TOKEN_ENDPOINT", LWA_TOKEN_ENDPOINT,
        "SP_API_ENDPOINT", settings.region().endpoint().toString());
  }

  private Schedule schedule(Settings settings, NoticeTopic topic) {
    DeadLetters deadLetters =
        new DeadLetters(
            this,
            "DeadLetters",
            topic,
            "The scheduled call for application "
                + settings.app()
                + " could not be started: the message says why, most often a changed role.");
    Role role = roleOfScheduler(deadLetters);
    return Schedule.Builder.create(this, "Schedule")
        .description("Calls SP-API for " + settings.app())
        .schedule(ScheduleExpression.expression(settings.schedule()))
        .target(
            LambdaInvoke.Builder.create(call.function())
                // Its own grants would add every version and alias of the function.
                .role(role.withoutPolicyUpdates())
                .deadLetterQueue(deadLetters.queue())
                .input(ScheduleTargetInput.fromText(input(settings)))
                .retryAttempts(10)
                .maxEventAge(Duration.hours(1))
                .build())
        .build();
  }

  /**
   * The empty object is the function's own probe; the path holds no character that JSON escapes.
   */
  private static String input(Settings settings) {
    return settings.probe().equals(Settings.DEFAULT_PROBE)
        ? "{}"
        : "{\"path\":\"" + settings.probe() + "\"}";
  }

  private Role roleOfScheduler(DeadLetters deadLetters) {
    Role role =
        Role.Builder.create(this, "SchedulerRole")
            .description("Lets EventBridge Scheduler start the function")
            .assumedBy(
                new PrincipalWithConditions(
                    new ServicePrincipal("scheduler.amazonaws.com"),
                    Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()))))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(List.of(call.function().getFunctionArn()))
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("sqs:SendMessage"))
            .resources(List.of(deadLetters.queue().getQueueArn()))
            .build());
    return role;
  }
}
