package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of the memory's parameter. */
public interface WatchMemories {
  /**
   * Reads the newest version; what cannot be understood, and a parameter that is not there, is an
   * empty memory.
   *
   * @throws StoreException if the store refused or did not answer
   */
  MemoryEntry newest(Deadline deadline);

  /**
   * Reads an earlier version.
   *
   * @return empty if it cannot be seen, which may pass
   * @throws StoreException if the store refused or did not answer
   */
  Optional<MemoryEntry> at(long version, Deadline deadline);

  /**
   * Writes a new version, whatever the present one is.
   *
   * @return the version that the store gave to it
   * @throws StoreException if the store refused or did not answer; the write may have happened
   */
  long put(WatchMemory memory, long follows, @Nullable Instant tellingUntil, Deadline deadline);
}
