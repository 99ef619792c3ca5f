package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.constructs.Construct;

/** The function that calls SP-API with the credentials, and the schedule that calls it. */
final class ScheduledCall extends Construct {
  private static final String LWA_TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token";

  private final JavaFunction call;
  private final FunctionSchedule.Started started;

  ScheduledCall(
      Construct scope,
      String id,
      Settings settings,
      CredentialParameters parameters,
      CredentialsKey key,
      NoticeTopic topic,
      Path upload) {
    super(scope, id);
    this.call =
        new JavaFunction(
            this,
            "Call",
            new JavaFunction.Properties(
                "io.lwarotation.handler.CallSpApiHandler",
                upload,
                "Calls SP-API for " + settings.app(),
                512,
                Duration.seconds(30),
                ofCall(settings)));
    parameters.grantRead(call.role(), settings.parameters().ofCallsOfAny());
    key.grantDecrypt(call.role(), settings.parameters().encrypted());
    Alarms alarms = new Alarms(this, topic);
    alarms.on("Failed", AlarmText.CALL_FAILED, call.function().getFunctionName());
    alarms.on("EarlierSecretInUse", AlarmText.EARLIER_SECRET_IN_USE, settings.app());
    this.started =
        new FunctionSchedule(this, topic)
            .start(
                call,
                "Calls SP-API for " + settings.app(),
                settings.schedule(),
                input(settings),
                parameters,
                AlarmText.CALL_NOT_STARTED);
  }

  Function function() {
    return call.function();
  }

  Schedule schedule() {
    return started.schedule();
  }

  DeadLetters deadLetters() {
    return started.deadLetters();
  }

  private static Map<String, String> ofCall(Settings settings) {
    Map<String, String> environment = new TreeMap<>(environment(settings));
    if (settings.isPublic()) {
      environment.put("LWA_PUBLIC", "true");
    }
    return environment;
  }

  /** What every function of the application is told. */
  static Map<String, String> environment(Settings settings) {
    ParameterPaths names = settings.parameters();
    return Map.of(
        "LWA_APP", settings.app(),
        "LWA_CLIENT_ID_PARAMETER", names.clientId(),
        "LWA_CLIENT_SECRET_PARAMETER", names.clientSecret(),
        "LWA_REFRESH_TOKEN_PARAMETER", names.refreshToken(),
        "LWA_ROTATION_RECORD_PARAMETER", names.rotationRecord(),
        "LWA_TOKEN_ENDPOINT", LWA_TOKEN_ENDPOINT,
        "SP_API_ENDPOINT", settings.spApiEndpoint().toString());
  }

  /**
   * Says that a schedule asks: before the first credentials that is no failure. The path holds no
   * character that JSON escapes.
   */
  private static String input(Settings settings) {
    String path =
        settings.probe().equals(Settings.DEFAULT_PROBE)
            ? ""
            : ",\"path\":\"" + settings.probe() + "\"";
    return "{\"source\":\"aws.scheduler\"" + path + "}";
  }
}
