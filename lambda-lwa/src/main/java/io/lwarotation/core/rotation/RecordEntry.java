package io.lwarotation.core.rotation;

import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the rotation record's parameter, as it was read.
 *
 * @param version of the parameter; 0 if there is none
 * @param writtenAt when that version was written, by the store's clock
 * @param record the facts in it
 * @param follows the version that its writer had read, if the writer said so; an entry whose
 *     version is not the next one lost a race and counts for nothing
 * @param storingUntil until when the invocation that takes in a new secret has the right to do so
 *     alone; it stays, expired, until the new secret has been announced
 * @param noticedAt when a person was last told of trouble with the rotation
 */
public record RecordEntry(
    long version,
    Instant writtenAt,
    StoredRecord record,
    @Nullable Long follows,
    @Nullable Instant storingUntil,
    @Nullable Instant noticedAt) {

  /** Whether nobody else wrote between its writer's reading and its writing. */
  boolean won() {
    return follows == null || follows == version - 1;
  }
}
