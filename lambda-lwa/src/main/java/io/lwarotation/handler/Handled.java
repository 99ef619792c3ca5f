package io.lwarotation.handler;

import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.handler.JsonLines.Level;
import io.lwarotation.handler.JsonLines.Outcome;

/** What became of one message of a queue. */
record Handled(boolean acknowledged, Outcome outcome) {
  static Handled done(Outcome outcome) {
    return new Handled(true, outcome);
  }

  /** It must come again. */
  static Handled again(Level level, String name, String reason) {
    return new Handled(false, Outcome.of(level, name, reason));
  }

  /** Amazon's message about the end of a secret, which may come to either queue. */
  static Handled of(ExpiryOutcome outcome) {
    return switch (outcome) {
      case ExpiryOutcome.Lowered lowered ->
          done(Outcome.at(Level.WARN, "ExpiresEarlier", "Amazon says so", lowered.expiresAt()));
      case ExpiryOutcome.Unchanged(String reason) ->
          done(Outcome.of(Level.INFO, "ExpiryMessage", reason));
      case ExpiryOutcome.RetryLater(String reason) -> again(Level.WARN, "RetryLater", reason);
    };
  }
}
