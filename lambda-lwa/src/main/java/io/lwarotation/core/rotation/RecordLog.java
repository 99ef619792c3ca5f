package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoredRecord;

/**
 * Compare-and-set on a store that has none. Parameter Store numbers the writes of a parameter one
 * by one and tells each writer its number. Each entry says which version its writer had read; it
 * counts only if its own version is the next one, that is, if nobody wrote in between. So of all
 * writers that read the same version exactly one wins, each of them knows by the number it gets
 * back, and every later reader comes to the same verdict from the entries alone. Entries that lost
 * are passed over, so what they overwrote is not lost.
 */
public final class RecordLog {
  /** Entries that lost and are passed over before a reader gives up. */
  private static final int MOST_LOST_ENTRIES = 20;

  private final RotationRecords records;

  public RecordLog(RotationRecords records) {
    this.records = records;
  }

  /**
   * The newest entry that counts.
   *
   * @param newest as it was read
   * @throws io.lwarotation.core.StoreException if the store refused or did not answer
   */
  public RecordEntry truth(RecordEntry newest, Deadline deadline) {
    RecordEntry entry = newest;
    for (int passed = 0; passed < MOST_LOST_ENTRIES; passed++) {
      if (entry.won()) {
        return entry;
      }
      entry = records.at(entry.version() - 1, deadline);
    }
    return new RecordEntry(
        newest.version(),
        newest.writtenAt(),
        new StoredRecord.Broken("its last " + MOST_LOST_ENTRIES + " versions all lost a race"),
        null,
        null,
        null);
  }

  /**
   * Writes an entry.
   *
   * @return whether it counts; if not, the truth is what somebody else wrote
   */
  boolean write(RecordDraft draft, Deadline deadline) {
    return records.put(draft, deadline) == draft.follows() + 1;
  }
}
