package io.lwarotation.core.rotation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of the rotation record's parameter, as it was read.
 *
 * @param version of the parameter; 0 if there is none
 * @param writtenAt when that version was written, by the store's clock
 * @param follows the version that its writer had read; an entry whose version is not the next one
 *     lost a race and counts for nothing. A person's entry has none: see {@link RecordLog}
 */
public record RecordEntry(
    long version,
    Instant writtenAt,
    StoredRecord record,
    @Nullable Long follows,
    RecordNotes notes) {

  /** Whether somebody else wrote between its writer's reading and its writing. */
  public boolean lost() {
    return follows != null && follows != version - 1;
  }

  public @Nullable Instant storingUntil() {
    return notes.storingUntil();
  }

  public @Nullable Instant noticedAt() {
    return notes.noticedAt();
  }

  /**
   * The dates of Amazon's newest message. Programs before this one did not note them: there, a
   * record with a message's id has that message's dates.
   */
  public Optional<AmazonDates> amazon() {
    if (notes.amazon() != null) {
      return Optional.of(notes.amazon());
    }
    return follows != null
            && record instanceof StoredRecord.Present(RotationRecord present)
            && present.notificationId() != null
            && present.rotatedAt() != null
        ? Optional.of(new AmazonDates(present.rotatedAt(), present.expiresAt()))
        : Optional.empty();
  }
}
