package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Compare-and-set on a store that has none. Parameter Store numbers the writes of a parameter one
 * by one and tells each writer its number. Each entry says which version its writer had read; it
 * counts only if its own version is the next one, that is, if nobody wrote in between. So of all
 * writers that read the same version exactly one wins, each of them knows by the number it gets
 * back, and every later reader comes to the same verdict from the entries alone. Entries that lost
 * are passed over, so what they overwrote is not lost.
 *
 * <p>A person's entry names no version. It counts, together with the entry before it: it can make a
 * date earlier, and never takes away a mark, a claim or a grace.
 */
public final class RecordLog {
  /** Entries that lost and are passed over before a reader gives up. */
  private static final int MOST_LOST_ENTRIES = 20;

  /** Entries that are looked at at all: Parameter Store keeps a hundred. */
  private static final int MOST_ENTRIES = 99;

  /** Lambda's longest time-out: no run takes longer from its reading to its writing. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  private final RotationRecords records;

  public RecordLog(RotationRecords records) {
    this.records = records;
  }

  /**
   * The newest entry that counts, with what it takes over from those before it.
   *
   * @throws io.lwarotation.core.StoreException if the store refused or did not answer, or an entry
   *     that matters cannot be seen yet
   */
  public RecordEntry truth(RecordEntry newest, Deadline deadline) {
    Deque<RecordEntry> byHand = new ArrayDeque<>();
    RecordEntry truth = base(newest, byHand, deadline);
    while (!byHand.isEmpty()) {
      truth = HandWritten.over(truth, byHand.pop());
    }
    return truth;
  }

  /** The newest entry of a program that counts; {@code byHand} gets those after it. */
  private RecordEntry base(RecordEntry newest, Deque<RecordEntry> byHand, Deadline deadline) {
    RecordEntry entry = newest;
    int lost = 0;
    for (int seen = 1; true; seen++) {
      if (entry.follows() == null) {
        byHand.push(entry);
      } else if (entry.lost()) {
        lost++;
      } else {
        return entry;
      }
      if (entry.version() <= 1) {
        return new RecordEntry(0, Instant.EPOCH, new StoredRecord.Absent(), null, RecordNotes.NONE);
      }
      if (seen == MOST_ENTRIES || lost == MOST_LOST_ENTRIES) {
        return new RecordEntry(
            newest.version(),
            newest.writtenAt(),
            new StoredRecord.Broken("none of its last versions counts"),
            null,
            RecordNotes.NONE);
      }
      entry = records.at(entry.version() - 1, deadline);
    }
  }

  /**
   * When a person wrote the newest entry as a copy of another: it keeps {@code follows} and so does
   * not count. A run that loses a race writes soon after the entry that won.
   *
   * @return empty if the entry counts, or if it lost a race
   * @throws io.lwarotation.core.StoreException if the store refused or did not answer, or the entry
   *     before cannot be seen yet
   */
  public Optional<Instant> editedAt(RecordEntry newest, Deadline deadline) {
    if (!newest.lost()) {
      return Optional.empty();
    }
    Instant before = records.at(newest.version() - 1, deadline).writtenAt();
    return Optional.of(newest.writtenAt()).filter(at -> at.isAfter(before.plus(LONGEST_RUN)));
  }

  /** An earlier entry, whether it counts or not. */
  RecordEntry at(long version, Deadline deadline) {
    return records.at(version, deadline);
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
