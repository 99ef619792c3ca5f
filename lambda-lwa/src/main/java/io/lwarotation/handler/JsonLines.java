package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import java.io.PrintStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A function's log: a line of JSON for each outcome, with nothing of an event, a body or a
 * credential in it.
 *
 * @param event what happens, such as {@code NewSecret}
 */
record JsonLines(PrintStream out, String event, String app) {
  /** How bad an outcome is. */
  enum Level {
    INFO,
    WARN,
    ERROR
  }

  /**
   * One outcome, such as {@code Stored}: why, if it needs saying, and the date that belongs to it.
   */
  record Outcome(
      Level level, String name, String reason, @Nullable Long version, @Nullable Instant at) {
    static Outcome of(Level level, String name, String reason) {
      return new Outcome(level, name, reason, null, null);
    }

    static Outcome at(Level level, String name, String reason, Instant at) {
      return new Outcome(level, name, reason, null, at);
    }

    static Outcome failed(RuntimeException e) {
      return of(Level.ERROR, "Failed", OutcomeLog.describe(e));
    }

    @Nullable String reasonOrNull() {
      return reason.isEmpty() ? null : reason;
    }
  }

  /** The begin of a line. */
  JsonObject line(Level level, @Nullable String requestId) {
    return new JsonObject()
        .put("level", level)
        .put("event", event)
        .put("app", app)
        .put("requestId", requestId);
  }

  void write(JsonObject line) {
    out.println(line.text());
  }

  /**
   * @param messageId SQS's id of the message, or nothing
   */
  void write(@Nullable String requestId, String messageId, Outcome outcome) {
    write(
        line(outcome.level(), requestId)
            .put("messageId", messageId.isEmpty() ? null : messageId)
            .put("outcome", outcome.name())
            .put("reason", outcome.reasonOrNull())
            .put("secretVersion", outcome.version())
            .put("at", outcome.at()));
  }
}
