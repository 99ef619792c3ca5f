package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Deadline DEADLINE =
      Deadline.in(Duration.ofSeconds(5), InstantSource.fixed(NOW));

  private final List<RecordEntry> entries = new ArrayList<>();
  private final RecordLog log =
      new RecordLog(
          new RotationRecords() {
            @Override
            public RecordEntry at(long version, Deadline deadline) {
              return entries.get((int) version - 1);
            }

            @Override
            public long put(RecordDraft draft, Deadline deadline) {
              return add(draft.follows(), draft.record().expiresAt());
            }
          });

  @Test
  void letsExactlyOneOfTheWritersWinThatReadTheSameVersion() {
    add(null, NOW);

    assertTrue(log.write(draft(1, 1), DEADLINE));
    assertFalse(log.write(draft(1, 2), DEADLINE));
    assertFalse(log.write(draft(1, 3), DEADLINE));

    assertEquals(2, truth().version());
  }

  @Test
  void letsTheNextWriterFollowAnEntryThatLost() {
    add(null, NOW);
    log.write(draft(1, 1), DEADLINE);
    log.write(draft(1, 2), DEADLINE);

    assertTrue(log.write(draft(3, 4), DEADLINE));

    assertEquals(4, truth().version());
  }

  @Test
  void believesAWriterThatNamesNoVersion() {
    add(null, NOW);
    log.write(draft(1, 1), DEADLINE);
    add(null, NOW.plusSeconds(9));

    assertEquals(3, truth().version());
  }

  @Test
  void losesToTheSameWriteSentTwice() {
    add(null, NOW);
    add(1L, NOW.plusSeconds(1));

    assertFalse(log.write(draft(1, 1), DEADLINE));

    assertEquals(2, truth().version());
  }

  @Test
  void givesUpWhenNothingCountsAnyMore() {
    add(null, NOW);
    for (int i = 0; i < 30; i++) {
      add(-5L, NOW);
    }

    assertInstanceOf(StoredRecord.Broken.class, truth().record());
  }

  private RecordEntry truth() {
    return log.truth(entries.getLast(), DEADLINE);
  }

  private long add(@Nullable Long follows, Instant expiresAt) {
    long version = entries.size() + 1L;
    entries.add(
        new RecordEntry(
            version, NOW, new StoredRecord.Present(record(expiresAt)), follows, null, null));
    return version;
  }

  private static RecordDraft draft(long follows, int seconds) {
    return new RecordDraft(record(NOW.plusSeconds(seconds)), follows, null, null);
  }

  private static RotationRecord record(Instant expiresAt) {
    return new RotationRecord(1, null, expiresAt, null, null, null);
  }
}
