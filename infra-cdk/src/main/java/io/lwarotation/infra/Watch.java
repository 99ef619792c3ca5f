package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lwarotation.core.notice.AlarmText;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Looks once a day whether people hear of the application in time, and tells them. It never sees a
 * credential: its role denies decryption.
 */
final class Watch extends Construct {
  private final Settings settings;
  private final NoticeTopic topic;
  private final JavaFunction watch;
  private final Map<String, DeadLetters> deadLetters;

  /** What the watch looks at. */
  record Surroundings(
      Settings settings,
      CredentialParameters parameters,
      NoticeTopic topic,
      Map<String, DeadLetters> deadLetters,
      Path jar) {
    Surroundings {
      deadLetters = Map.copyOf(deadLetters);
    }
  }

  Watch(Construct scope, String id, Surroundings surroundings) {
    super(scope, id);
    this.settings = surroundings.settings();
    this.topic = surroundings.topic();
    this.watch =
        new JavaFunction(
            this,
            "Handler",
            new JavaFunction.Properties(
                "io.lwarotation.handler.WatchHandler",
                surroundings.jar(),
                "Watches the LWA client secret of " + settings.app() + " and who hears of it",
                512,
                Duration.seconds(60),
                environment()));
    FunctionSchedule.Started started =
        new FunctionSchedule(this, topic)
            .start(
                watch,
                "Watches the LWA client secret of " + settings.app(),
                "rate(1 day)",
                "{}",
                surroundings.parameters(),
                AlarmText.WATCH_NOT_STARTED);
    Map<String, DeadLetters> all = new TreeMap<>(surroundings.deadLetters());
    all.put("Watch", started.deadLetters());
    this.deadLetters = Collections.unmodifiableMap(all);
    watch
        .function()
        .addEnvironment(
            "LWA_DEAD_LETTER_QUEUES",
            all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().queue().getQueueUrl())
                .collect(Collectors.joining(",")));
    grants(surroundings.parameters());
    alarms();
  }

  JavaFunction function() {
    return watch;
  }

  /** All queues for what failed, by the name that people are told. */
  Map<String, DeadLetters> deadLetters() {
    return deadLetters;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("LWA_SCHEDULE", settings.schedule());
    environment.put("LWA_REMIND_AFTER_DAYS", Integer.toString(settings.remindAfterDays()));
    environment.putAll(ofTheApplication());
    return environment;
  }

  private Map<String, String> ofTheApplication() {
    ParameterPaths names = settings.parameters();
    return Map.of(
        "LWA_APP", settings.app(),
        "LWA_CLIENT_ID_PARAMETER", names.clientId(),
        "LWA_CLIENT_SECRET_PARAMETER", names.clientSecret(),
        "LWA_REFRESH_TOKEN_PARAMETER", names.refreshToken(),
        "LWA_ROTATION_RECORD_PARAMETER", names.rotationRecord(),
        "LWA_WATCH_PARAMETER", names.watch(),
        "LWA_TOPIC_ARN", topic.topic().getTopicArn(),
        "LWA_ROTATION", settings.rotation().name().toLowerCase(Locale.ROOT),
        "LWA_SUBSCRIPTIONS", Integer.toString(settings.subscribers().count()));
  }

  private void grants(CredentialParameters parameters) {
    Role role = watch.role();
    ParameterPaths names = settings.parameters();
    parameters.grantRead(
        role, List.of(names.clientSecret(), names.rotationRecord(), names.watch()));
    parameters.grantWrite(role, List.of(names.watch()));
    topic.grantPublish(role);
    topic.grantInspect(role);
    deadLetters.values().forEach(one -> one.grantCount(role));
    parameters.denyDecryption(role);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("cloudwatch:GetMetricStatistics"))
            .resources(List.of("*"))
            .conditions(
                Map.of("StringEquals", Map.of("aws:RequestedRegion", Stack.of(this).getRegion())))
            .build());
    NagSuppressions.addResourceSuppressions(
        role,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .appliesTo(List.of("Resource::*"))
                .reason(
                    "CloudWatch knows no resource for GetMetricStatistics; the other statement of"
                        + " all resources denies.")
                .build()),
        true);
  }

  private void alarms() {
    Alarms alarms = new Alarms(this, topic);
    alarms.on("Failed", AlarmText.WATCH_FAILED, watch.function().getFunctionName());
    alarms.on("DaysLeft", AlarmText.DAYS_LEFT, settings.app());
    alarms.on("NobodyConfirmed", AlarmText.NOBODY_CONFIRMED, settings.app());
  }
}
