package io.lwarotation.handler;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.handler.RotationLog.Level;
import io.lwarotation.handler.RotationLog.Outcome;

/** What became of one message of a queue. */
record Handled(boolean acknowledged, Outcome outcome) {
  /** Amazon's message about the end of a secret, which may come to either queue. */
  static Handled expiry(SecretExpiryMessage message, HeedExpiryMessage heed, Deadline deadline) {
    try {
      return of(heed.run(message, deadline));
    } catch (RuntimeException e) {
      // One message's failure; SQS brings it again.
      return new Handled(false, Outcome.failed(e));
    }
  }

  private static Handled of(ExpiryOutcome outcome) {
    return switch (outcome) {
      case ExpiryOutcome.Lowered lowered ->
          new Handled(
              true,
              new Outcome(
                  Level.WARN, "ExpiresEarlier", "Amazon says so", null, lowered.expiresAt()));
      case ExpiryOutcome.Unchanged(String reason) ->
          new Handled(true, Outcome.of(Level.INFO, "ExpiryMessage", reason));
      case ExpiryOutcome.RetryLater(String reason) ->
          new Handled(false, Outcome.of(Level.WARN, "RetryLater", reason));
    };
  }
}
