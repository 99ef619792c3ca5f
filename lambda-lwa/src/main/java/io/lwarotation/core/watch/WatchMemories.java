package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The versions of the memory's parameter. */
public interface WatchMemories {
  /**
   * Reads a version; what cannot be understood is an empty memory.
   *
   * @param version 0 for the newest
   * @throws StoreException if the store refused or did not answer
   */
  MemoryEntry at(long version, Deadline deadline);

  /**
   * Writes a new version, whatever the present one is.
   *
   * @return the version that the store gave to it
   * @throws StoreException if the store refused or did not answer; the write may have happened
   */
  long put(WatchMemory memory, long follows, @Nullable Instant tellingUntil, Deadline deadline);
}
