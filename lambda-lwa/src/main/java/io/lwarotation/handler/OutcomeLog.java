package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line of JSON for each outcome: no event (a path is the caller's), no body, no credential. */
final class OutcomeLog {
  private static final int FRAMES = 8;

  private final JsonLines lines;
  private final InstantSource clock;

  OutcomeLog(PrintStream out, InstantSource clock) {
    this.clock = clock;
    this.lines = new JsonLines(out);
  }

  /**
   * A call that SP-API answered.
   *
   * @param authorization which one the caller named, if any
   */
  void succeeded(String app, String requestId, Optional<String> authorization, CallAnswer answer) {
    if (answer.recordProblem().isPresent()) {
      lines.write(new RecordIgnored(app, requestId, answer, answer.recordProblem().get()));
    }
    lines.write(new Succeeded(app, requestId, authorization, answer, clock.millis()));
  }

  private static void writeAuthorization(JsonGenerator json, Optional<String> authorization)
      throws IOException {
    if (authorization.isPresent()) {
      json.writeStringField("authorization", authorization.get());
    }
  }

  /** Whether the call speaks of the application's own authorization. */
  private static boolean isOwn(Optional<String> authorization) {
    return authorization.isEmpty() || authorization.get().equals(Authorization.DEFAULT);
  }

  // Each cold start writes this: by name, for the JVM would spin a lambda.
  private record Succeeded(
      String app, String requestId, Optional<String> authorization, CallAnswer answer, long millis)
      implements JsonWriter.Fields {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeStringField("level", answer.fallback() ? "WARN" : "INFO");
      json.writeStringField("event", "CallSpApi");
      json.writeStringField("app", app);
      json.writeStringField("requestId", requestId);
      json.writeStringField("outcome", "ok");
      writeAuthorization(json, authorization);
      json.writeNumberField("httpStatus", answer.answer().status());
      json.writeStringField("amazonRequestId", answer.answer().requestId().orElse("none"));
      json.writeNumberField("secretVersion", answer.expiry().version());
      json.writeStringField("expiresAt", answer.expiry().expiresAt().toString());
      json.writeNumberField("daysLeft", answer.daysLeft());
      if (answer.secretProblem().isPresent()) {
        json.writeStringField(
            "reason",
            answer.secretProblem().get()
                + "; an earlier version of it still works. Store the right one with: ./lwa put"
                + " --app "
                + app
                + " --client-secret");
      }
      writeMetrics(json);
    }

    /**
     * Metrics that alarms and the watch stand on. A failed call does not tell whether an earlier
     * secret is in use. How calls of other authorizations go says nothing of the application's own,
     * which the watch waits for.
     */
    private void writeMetrics(JsonGenerator json) throws IOException {
      Map<String, Long> values = new LinkedHashMap<>();
      values.put("EarlierSecretInUse", answer.fallback() ? 1L : 0L);
      if (isOwn(authorization)) {
        values.put("SuccessfulCalls", 1L);
      }
      Metrics.write(json, app, millis, values);
    }
  }

  private record RecordIgnored(String app, String requestId, CallAnswer answer, String problem)
      implements JsonWriter.Fields {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeStringField("level", "WARN");
      json.writeStringField("event", "RotationRecordIgnored");
      json.writeStringField("app", app);
      json.writeStringField("requestId", requestId);
      json.writeStringField("outcome", "expiry counted from the day the secret was stored");
      json.writeStringField("reason", problem);
      json.writeStringField("expiresAt", answer.expiry().expiresAt().toString());
    }
  }

  /** A schedule came before the first credentials: no call, so no metric of one. */
  void waiting(String app, String requestId, NotConfiguredException nothingStored) {
    lines.write(
        json -> {
          json.writeStringField("level", "INFO");
          json.writeStringField("event", "CallSpApi");
          json.writeStringField("app", app);
          json.writeStringField("requestId", requestId);
          json.writeStringField("outcome", "waiting");
          json.writeStringField("reason", String.valueOf(nothingStored.getMessage()));
        });
  }

  /** A call that failed. */
  void failed(
      String app, String requestId, Optional<String> authorization, DiagnosedException failure) {
    lines.write(
        json -> {
          json.writeStringField("level", "ERROR");
          json.writeStringField("event", "CallSpApi");
          json.writeStringField("app", app);
          json.writeStringField("requestId", requestId);
          json.writeStringField("outcome", failure.diagnosis().label());
          writeAuthorization(json, authorization);
          json.writeStringField("reason", String.valueOf(failure.getMessage()));
          Throwable cause = failure.getCause();
          if (cause != null) {
            json.writeStringField("cause", describe(cause));
          }
          if (isOwn(authorization)) {
            Metrics.write(json, app, clock.millis(), Map.of("SuccessfulCalls", 0L));
          }
        });
  }

  /** Messages of our own exceptions may be shown; of any other only where it happened. */
  static String describe(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return switch (cause) {
      case AmazonException own -> name + ": " + own.getMessage();
      case StoreException own -> name + ": " + own.getMessage();
      case NotConfiguredException own -> name + ": " + own.getMessage();
      default ->
          name
              + Stream.of(cause.getStackTrace())
                  .limit(FRAMES)
                  .map(frame -> " at " + frame)
                  .collect(Collectors.joining());
    };
  }
}
