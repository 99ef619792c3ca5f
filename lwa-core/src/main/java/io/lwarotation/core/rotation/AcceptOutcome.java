package io.lwarotation.core.rotation;

import java.time.Instant;

/** What became of a message that holds a new secret. Reasons never hold its content. */
public sealed interface AcceptOutcome {
  /** Stored, read back, recorded and announced: acknowledge. */
  record Stored(long version, Instant expiresAt) implements AcceptOutcome {}

  /** It was stored before; record and announcement are complete now: acknowledge. */
  record AlreadyStored(long version, Instant expiresAt) implements AcceptOutcome {}

  /** A newer secret is known: acknowledge. */
  record Skipped(String reason) implements AcceptOutcome {}

  /**
   * Not now: leave the message in the queue; after enough tries it goes to the dead-letter queue.
   */
  record RetryLater(String reason) implements AcceptOutcome {}

  /** Not ever: never acknowledge, it must end in the dead-letter queue. */
  record Never(String reason) implements AcceptOutcome {}
}
