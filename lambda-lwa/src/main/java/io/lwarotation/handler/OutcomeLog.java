package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import io.lwarotation.handler.JsonLines.Level;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How calls of SP-API ended: no event (a path is the caller's), no body, no credential. */
final class OutcomeLog {
  private static final int FRAMES = 8;

  private final JsonLines lines;
  private final InstantSource clock;

  OutcomeLog(PrintStream out, String app, InstantSource clock) {
    this.clock = clock;
    this.lines = new JsonLines(out, "CallSpApi", app);
  }

  /** A call that SP-API answered, with the authorization that the caller named, if any. */
  void succeeded(String requestId, Optional<String> authorization, CallAnswer answer) {
    if (answer.recordProblem().isPresent()) {
      JsonLines ignored = new JsonLines(lines.out(), "RotationRecordIgnored", lines.app());
      ignored.write(
          ignored
              .line(Level.WARN, requestId)
              .put("outcome", "expiry counted from the day the secret was stored")
              .put("reason", answer.recordProblem())
              .put("expiresAt", answer.expiry().expiresAt()));
    }
    JsonObject line =
        lines
            .line(answer.fallback() ? Level.WARN : Level.INFO, requestId)
            .put("outcome", "ok")
            .put("authorization", authorization)
            .put("httpStatus", answer.answer().status())
            .put("amazonRequestId", answer.answer().requestId().orElse("none"))
            .put("secretVersion", answer.expiry().version())
            .put("expiresAt", answer.expiry().expiresAt())
            .put("daysLeft", answer.daysLeft());
    if (answer.secretProblem().isPresent()) {
      line.put(
          "reason",
          answer.secretProblem().get()
              + "; an earlier version of it still works. Store the right one with: ./lwa put"
              + " --app "
              + lines.app()
              + " --client-secret");
    }
    // A failed call does not tell whether an earlier secret is in use.
    Map<String, Long> metrics = new LinkedHashMap<>();
    metrics.put("EarlierSecretInUse", answer.fallback() ? 1L : 0L);
    write(line, authorization, 1, metrics);
  }

  /**
   * With the metrics that alarms and the watch stand on. How calls of other authorizations go says
   * nothing of the application's own, which the watch waits for.
   */
  private void write(
      JsonObject line, Optional<String> authorization, long successful, Map<String, Long> metrics) {
    if (authorization.isEmpty() || authorization.get().equals(Authorization.DEFAULT)) {
      metrics.put("SuccessfulCalls", successful);
    }
    lines.write(metrics.isEmpty() ? line : Metrics.add(line, lines.app(), clock.millis(), metrics));
  }

  /** A schedule came before the first credentials: no call, so no metric of one. */
  void waiting(String requestId, NotConfiguredException nothingStored) {
    lines.write(
        lines
            .line(Level.INFO, requestId)
            .put("outcome", "waiting")
            .put("reason", nothingStored.getMessage()));
  }

  /** A call that failed. */
  void failed(String requestId, Optional<String> authorization, DiagnosedException failure) {
    JsonObject line =
        lines
            .line(Level.ERROR, requestId)
            .put("outcome", failure.diagnosis().label())
            .put("authorization", authorization)
            .put("reason", failure.getMessage());
    Throwable cause = failure.getCause();
    if (cause != null) {
      line.put("cause", describe(cause));
    }
    write(line, authorization, 0, new LinkedHashMap<>());
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
