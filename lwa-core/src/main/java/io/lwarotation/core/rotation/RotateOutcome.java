package io.lwarotation.core.rotation;

import java.time.Instant;

/** What a run of {@link RotateSecret} came to. Reasons never hold a secret. */
public sealed interface RotateOutcome {
  /** There was nothing to do, or nothing that a program may do. */
  record Waited(RotationDecision decision) implements RotateOutcome {}

  /** Amazon took the request; the new secret comes as a message. */
  record Requested(Instant requestedAt) implements RotateOutcome {}

  /** The request left and no answer came: it counts as taken. */
  record Unanswered(Instant requestedAt, String reason) implements RotateOutcome {}

  /** Amazon refused the request; nothing was rotated. */
  record Refused(String reason) implements RotateOutcome {}

  /** A person must act before a request can be sent; nothing was sent. */
  record Blocked(String reason) implements RotateOutcome {}

  /** Something did not answer before the point of no return: the next run tries again. */
  record Postponed(String reason) implements RotateOutcome {}
}
