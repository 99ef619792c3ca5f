package io.lwarotation.handler;

import java.io.PrintStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each outcome of the rotation's functions: nothing of a message is in it.
 *
 * @param event such as {@code NewSecret}
 */
record RotationLog(JsonLines lines, String event, String app) {
  RotationLog(PrintStream out, String event, String app) {
    this(new JsonLines(out), event, app);
  }

  /** How bad an outcome is. */
  enum Level {
    INFO,
    WARN,
    ERROR
  }

  /**
   * One outcome.
   *
   * @param name such as {@code Stored}
   * @param reason why, or nothing
   * @param version of the secret's parameter, or null
   * @param at the date that belongs to the outcome, or null
   */
  record Outcome(
      Level level, String name, String reason, @Nullable Long version, @Nullable Instant at) {
    static Outcome of(Level level, String name, String reason) {
      return new Outcome(level, name, reason, null, null);
    }

    static Outcome failed(RuntimeException e) {
      return of(Level.ERROR, "Failed", OutcomeLog.describe(e));
    }
  }

  /**
   * @param messageId SQS's id of the message, or nothing
   */
  void write(@Nullable String requestId, String messageId, Outcome outcome) {
    lines.write(
        json -> {
          json.writeStringField("level", outcome.level().name());
          json.writeStringField("event", event);
          json.writeStringField("app", app);
          json.writeStringField("requestId", requestId == null ? "" : requestId);
          if (!messageId.isEmpty()) {
            json.writeStringField("messageId", messageId);
          }
          json.writeStringField("outcome", outcome.name());
          if (!outcome.reason().isEmpty()) {
            json.writeStringField("reason", outcome.reason());
          }
          Long version = outcome.version();
          if (version != null) {
            json.writeNumberField("secretVersion", version);
          }
          Instant at = outcome.at();
          if (at != null) {
            json.writeStringField("at", at.toString());
          }
        });
  }
}
