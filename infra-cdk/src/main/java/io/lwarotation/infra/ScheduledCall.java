package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.Map;
import software.constructs.Construct;

/** The function that calls SP-API with the credentials, and the schedule that calls it. */
final class ScheduledCall extends Construct {
  final JavaFunction function;
  final FunctionSchedule schedule;

  ScheduledCall(Construct scope, String id, Application application) {
    super(scope, id);
    Settings settings = application.settings();
    ParameterPaths names = application.paths();
    Map<String, String> environment = application.variablesOfCalls();
    if (settings.isPublic()) {
      environment.put("LWA_PUBLIC", "true");
    }
    this.function = application.function(this, "Call", Handler.CALL, environment);
    application
        .parameters()
        .grantRead(
            function.role, names.credentialsAnd(names.rotationRecord(), names.anyAuthorization()));
    application.key().grantDecrypt(function.role, names.encrypted());
    Alarms alarms = new Alarms(this, application.topic());
    alarms.on("Failed", AlarmText.CALL_FAILED, function.name());
    alarms.on("EarlierSecretInUse", AlarmText.EARLIER_SECRET_IN_USE, settings.app());
    this.schedule =
        FunctionSchedule.start(
            this,
            application,
            function,
            Handler.CALL.description(settings.app()),
            settings.schedule(),
            input(settings.probe()),
            AlarmText.CALL_NOT_STARTED);
  }

  /**
   * Says that a schedule asks: before the first credentials that is no failure. The path holds no
   * character that JSON escapes.
   */
  private static String input(String probe) {
    String path = probe.equals(Setting.PROBE.otherwise()) ? "" : ",\"path\":\"" + probe + "\"";
    return "{\"source\":\"aws.scheduler\"" + path + "}";
  }
}
