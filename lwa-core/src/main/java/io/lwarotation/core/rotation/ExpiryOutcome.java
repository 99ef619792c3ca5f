package io.lwarotation.core.rotation;

import java.time.Instant;

/** What became of a message that says when the secret in use ends. */
public sealed interface ExpiryOutcome {
  /** The record holds the earlier date now: acknowledge. */
  record Lowered(Instant expiresAt) implements ExpiryOutcome {}

  /** It changes nothing: acknowledge. */
  record Unchanged(String reason) implements ExpiryOutcome {}

  /** Not now: leave the message in the queue. */
  record RetryLater(String reason) implements ExpiryOutcome {}
}
