package io.lwarotation.core.rotation;

import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import java.util.Optional;

/** How a message's secret stands to another one of which Amazon told the dates. */
enum MessageOrder {
  OLDER,
  NEWER,
  /** The dates do not tell, or Amazon told none. */
  UNKNOWN;

  /**
   * Compares when the secrets were made and when they expire; both must agree, so that a change of
   * Amazon's life times never makes a new secret look old.
   *
   * @param known Amazon's dates of the other secret, never a person's
   */
  static MessageOrder of(NewSecretMessage message, Optional<AmazonDates> known) {
    if (known.isEmpty()) {
      return UNKNOWN;
    }
    int made = message.rotatedAt().compareTo(known.get().rotatedAt());
    int expires = message.newExpiresAt().compareTo(known.get().expiresAt());
    if (made < 0 && expires <= 0) {
      return OLDER;
    }
    return made > 0 && expires >= 0 ? NEWER : UNKNOWN;
  }
}
