package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Looks once a day whether people hear of the application in time, and tells them. It never sees a
 * credential: its role denies decryption.
 */
final class Watch extends Construct {
  final JavaFunction function;

  /**
   * @param deadLetters all queues for what failed, by the name that people are told; the watch's
   *     own is added
   */
  Watch(
      Construct scope,
      String id,
      Application application,
      SortedMap<String, DeadLetters> deadLetters) {
    super(scope, id);
    this.function = application.function(this, "Handler", Handler.WATCH, environment(application));
    FunctionSchedule schedule =
        FunctionSchedule.start(
            this,
            application,
            function,
            "Watches the LWA client secret of " + application.name(),
            "rate(1 day)",
            "{}",
            AlarmText.WATCH_NOT_STARTED);
    deadLetters.put("Watch", schedule.deadLetters());
    function.function.addEnvironment(
        "LWA_DEAD_LETTER_QUEUES",
        deadLetters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().queue.getQueueUrl())
            .collect(Collectors.joining(",")));
    grants(application, deadLetters);
    Alarms alarms = new Alarms(this, application.topic());
    alarms.on("Failed", AlarmText.WATCH_FAILED, function.name());
    alarms.on("DaysLeft", AlarmText.DAYS_LEFT, application.name());
    alarms.on("NobodyConfirmed", AlarmText.NOBODY_CONFIRMED, application.name());
  }

  private static Map<String, String> environment(Application application) {
    Settings settings = application.settings();
    Map<String, String> environment = application.variables();
    environment.put("LWA_SCHEDULE", settings.schedule());
    environment.put("LWA_REMIND_AFTER_DAYS", Integer.toString(settings.remindAfterDays()));
    environment.put("LWA_WATCH_PARAMETER", application.paths().watch());
    environment.put("LWA_TOPIC_ARN", application.topic().topic.getTopicArn());
    environment.put("LWA_ROTATION", settings.rotation().setting());
    environment.put("LWA_SUBSCRIPTIONS", Integer.toString(settings.subscribers().count()));
    return environment;
  }

  private void grants(Application application, Map<String, DeadLetters> deadLetters) {
    Role role = function.role;
    ParameterPaths names = application.paths();
    CredentialParameters parameters = application.parameters();
    parameters.grantRead(
        role, List.of(names.clientSecret(), names.rotationRecord(), names.watch()));
    parameters.grantWrite(role, List.of(names.watch()));
    application.topic().grantPublish(role);
    application.topic().grantInspect(role);
    deadLetters.values().forEach(one -> one.grantCount(role));
    parameters.denyDecryption(role);
    role.addToPolicy(
        Statements.allow(
            List.of("cloudwatch:GetMetricStatistics"),
            List.of("*"),
            Map.of("StringEquals", Map.of("aws:RequestedRegion", Stack.of(this).getRegion()))));
    Statements.acceptWildcard(
        role,
        "CloudWatch knows no resource for GetMetricStatistics; the other statement of all resources"
            + " denies.",
        "Resource::*");
  }
}
