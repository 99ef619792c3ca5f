package io.lwarotation.core.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the memory's parameter. It counts only if nobody wrote between its writer's
 * reading and its writing, as with the rotation record.
 *
 * @param version of the parameter; 0 if there is none
 * @param follows the version that its writer had read, or null if nobody said so
 * @param tellingUntil until when the run that wrote it tells people, alone; null if it is done
 */
public record MemoryEntry(
    long version, WatchMemory memory, @Nullable Long follows, @Nullable Instant tellingUntil) {
  boolean won() {
    return follows == null || follows == version - 1;
  }
}
