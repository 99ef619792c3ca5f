package io.lwarotation.core.rotation;

import java.time.Instant;

/** What is to be done about the age of the stored secret at one moment. */
public sealed interface RotationDecision {
  /** The secret is young enough. */
  record NotDue(Instant until) implements RotationDecision {}

  /** A new secret was asked for, or is being stored right now. */
  record InFlight(Instant since) implements RotationDecision {}

  /**
   * A rotation happened, or may have happened unseen: no other one before {@code until}.
   *
   * @param awaited the new secret was requested and has not arrived in the time that it may take: a
   *     person should look
   */
  record InGrace(Instant until, boolean awaited) implements RotationDecision {}

  /** Ask for a new secret now. */
  record Due(Instant expiresAt) implements RotationDecision {}

  /**
   * SP-API refuses the secret already, so the secret cannot rotate itself: a person must rotate it
   * in the Developer Console.
   */
  record Expired(Instant since) implements RotationDecision {}
}
