package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Tries all authorizations of an application once a day, and tells people in one digest of those
 * that need attention.
 */
final class Sweep extends Construct {
  final JavaFunction function;
  final FunctionSchedule schedule;

  Sweep(Construct scope, String id, Application application) {
    super(scope, id);
    this.function = application.function(this, "Handler", Handler.SWEEP, environment(application));
    grants(application);
    this.schedule =
        FunctionSchedule.start(
            this,
            application,
            function,
            Handler.SWEEP.description(application.name()),
            "rate(1 day)",
            "{}",
            AlarmText.SWEEP_NOT_STARTED);
    new Alarms(this, application.topic()).on("Failed", AlarmText.SWEEP_FAILED, function.name());
  }

  private static Map<String, String> environment(Application application) {
    Map<String, String> environment = application.variablesOfCalls();
    environment.put("LWA_SWEEP_PARAMETER", application.paths().sweep());
    environment.put("LWA_TOPIC_ARN", application.topic().topic.getTopicArn());
    environment.put("LWA_PUBLIC", Boolean.toString(application.settings().isPublic()));
    environment.put("LWA_PROBE", application.settings().probe());
    return environment;
  }

  private void grants(Application application) {
    Role role = function.role;
    ParameterPaths names = application.paths();
    CredentialParameters parameters = application.parameters();
    parameters.grantRead(
        role,
        List.of(
            names.clientId(),
            names.clientSecret(),
            names.rotationRecord(),
            names.sweep(),
            names.anyAuthorization()));
    if (application.settings().isPublic()) {
      // Not to decrypt it: when it was stored is when its year begins.
      parameters.grantRead(role, List.of(names.refreshToken()));
    }
    parameters.grantReadBelow(role, names.authorizations());
    parameters.grantWrite(role, List.of(names.sweep()));
    application
        .key()
        .grantDecrypt(
            role, List.of(names.clientId(), names.clientSecret(), names.anyAuthorization()));
    application.topic().grantPublish(role);
    // In a policy of its own: the function waits for the role's own policy, which cannot name it.
    Policy.Builder.create(this, "GoOn")
        .roles(List.of(role))
        .statements(
            List.of(Statements.allow("lambda:InvokeFunction", function.function.getFunctionArn())))
        .build();
  }
}
