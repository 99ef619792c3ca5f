package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Tries all authorizations of an application once a day, and tells people in one digest of those
 * that need attention.
 */
final class Sweep extends Construct {
  private final JavaFunction sweep;
  private final FunctionSchedule.Started started;

  /** What the sweep works with. */
  record Surroundings(
      Settings settings,
      CredentialParameters parameters,
      CredentialsKey key,
      NoticeTopic topic,
      Path jar) {}

  Sweep(Construct scope, String id, Surroundings surroundings) {
    super(scope, id);
    Settings settings = surroundings.settings();
    NoticeTopic topic = surroundings.topic();
    this.sweep =
        new JavaFunction(
            this,
            "Handler",
            new JavaFunction.Properties(
                "io.lwarotation.handler.SweepHandler",
                surroundings.jar(),
                "Tries all authorizations of " + settings.app(),
                512,
                // The longest that Lambda allows; what is not done then, a fresh invocation does.
                Duration.minutes(15),
                environment(settings, topic)));
    grants(surroundings);
    this.started =
        new FunctionSchedule(this, topic)
            .start(
                sweep,
                "Tries all authorizations of " + settings.app(),
                "rate(1 day)",
                "{}",
                surroundings.parameters(),
                AlarmText.SWEEP_NOT_STARTED);
    new Alarms(this, topic)
        .on("Failed", AlarmText.SWEEP_FAILED, sweep.function().getFunctionName());
  }

  JavaFunction function() {
    return sweep;
  }

  DeadLetters deadLetters() {
    return started.deadLetters();
  }

  private static Map<String, String> environment(Settings settings, NoticeTopic topic) {
    Map<String, String> environment = new TreeMap<>(ScheduledCall.environment(settings));
    environment.put("LWA_SWEEP_PARAMETER", settings.parameters().sweep());
    environment.put("LWA_TOPIC_ARN", topic.topic().getTopicArn());
    environment.put("LWA_PUBLIC", Boolean.toString(settings.isPublic()));
    environment.put("LWA_PROBE", settings.probe());
    return environment;
  }

  private void grants(Surroundings surroundings) {
    Role role = sweep.role();
    ParameterPaths names = surroundings.settings().parameters();
    CredentialParameters parameters = surroundings.parameters();
    parameters.grantRead(
        role,
        List.of(
            names.clientId(),
            names.clientSecret(),
            names.rotationRecord(),
            names.sweep(),
            names.anyAuthorization()));
    if (surroundings.settings().isPublic()) {
      // Not to decrypt it: when it was stored is when its year begins.
      parameters.grantRead(role, List.of(names.refreshToken()));
    }
    parameters.grantReadBelow(role, names.authorizations());
    parameters.grantWrite(role, List.of(names.sweep()));
    surroundings
        .key()
        .grantDecrypt(
            role, List.of(names.clientId(), names.clientSecret(), names.anyAuthorization()));
    surroundings.topic().grantPublish(role);
    // In a policy of its own: the function waits for the role's own policy, which cannot name it.
    Policy.Builder.create(this, "GoOn")
        .roles(List.of(role))
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .actions(List.of("lambda:InvokeFunction"))
                    .resources(List.of(sweep.function().getFunctionArn()))
                    .build()))
        .build();
  }
}
