package io.lwarotation.core.rotation;

import io.lwarotation.core.RotationRecord;
import java.time.Instant;
import java.util.Optional;

/** How a message's secret stands to the newest one that the record knows from Amazon. */
enum MessageOrder {
  OLDER,
  NEWER,
  /** The record does not tell: it is the same one, or the record knows no date of Amazon. */
  UNKNOWN;

  /**
   * Compares when the secrets were made and when they expire; both must agree, so that a change of
   * Amazon's life times never makes a new secret look old.
   */
  static MessageOrder of(NewSecretMessage message, Optional<RotationRecord> known) {
    if (known.isEmpty()) {
      return UNKNOWN;
    }
    Instant rotatedAt = known.get().rotatedAt();
    if (rotatedAt == null) {
      return UNKNOWN;
    }
    int made = message.rotatedAt().compareTo(rotatedAt);
    int expires = message.newExpiresAt().compareTo(known.get().expiresAt());
    if (made < 0 && expires <= 0) {
      return OLDER;
    }
    return made > 0 && expires >= 0 ? NEWER : UNKNOWN;
  }
}
