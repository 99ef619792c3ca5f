package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;

/** The versions of the rotation record's parameter. The newest one is read with the secret. */
public interface RotationRecords {
  /**
   * Reads an earlier version.
   *
   * @param version 1 or more
   * @throws StoreException if the store refused or did not answer, or that version cannot be seen:
   *     what is not seen is unknown, never absent
   */
  RecordEntry at(long version, Deadline deadline);

  /**
   * Writes a new version, whatever the present one is: Parameter Store knows no condition.
   *
   * @return the version that the store gave to it, which is one more than that of the write before
   * @throws StoreException if the store refused or did not answer; the write may have happened
   */
  long put(RecordDraft draft, Deadline deadline);
}
