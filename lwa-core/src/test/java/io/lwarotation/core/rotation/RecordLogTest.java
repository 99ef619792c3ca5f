package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** What each writer had read, a dash for a person; and the version that counts. */
  @ParameterizedTest
  @CsvSource({
    "- 1 1 1, 2", // one of those who read the same version wins
    "- 1 1 3, 4", // and the next one may follow an entry that lost
    "- 1 -, 3",
    "-5, 0"
  })
  void theNewestEntryCountsThatFollowsTheOneBeforeOrIsAPersons(String follows, long counts) {
    for (String read : follows.split(" ", -1)) {
      add(read.equals("-") ? null : Long.valueOf(read), NOW);
    }

    assertEquals(counts, truth().version());
  }

  @Test
  void aWriterKnowsByItsNumberWhetherItsEntryCounts() {
    add(null, NOW);

    assertTrue(log.write(draft(1), DEADLINE));
    assertFalse(log.write(draft(1), DEADLINE));
    assertTrue(log.write(draft(3), DEADLINE));
  }

  @Test
  void permitsNothingWhileTheEntryBeforeALostOneCannotBeSeen() {
    add(null, NOW);
    add(1L, NOW);
    RecordEntry lost = new RecordEntry(9, NOW, entries.getLast().record(), 1L, RecordNotes.NONE);

    assertThrows(IndexOutOfBoundsException.class, () -> log.truth(lost, DEADLINE));
  }

  @Test
  void passesOverNoMoreThanNineteenEntriesThatLost() {
    add(0L, NOW);
    for (int i = 0; i < 19; i++) {
      add(-5L, NOW);
    }
    assertEquals(1, truth().version());

    add(-5L, NOW);
    assertInstanceOf(StoredRecord.Broken.class, truth().record());
    assertEquals(21, truth().version());
  }

  @Test
  void looksNoFurtherBackThanParameterStoreKeepsVersions() {
    add(0L, NOW);
    for (int i = 0; i < 98; i++) {
      add(null, NOW);
    }
    assertNull(present().oldSecretExpiresAt());

    add(null, NOW);
    assertEquals(
        NOW.plus(Duration.ofDays(7)),
        present().oldSecretExpiresAt(),
        "what the entry before them said of a grace is not known");
  }

  @ParameterizedTest
  @CsvSource({"900,false", "901,true"})
  void takesALostEntryThatCameLaterThanAnyRunLivesForAnEditByHand(int seconds, boolean edited) {
    add(0L, NOW);
    RecordEntry lost =
        new RecordEntry(
            2, NOW.plusSeconds(seconds), new StoredRecord.Absent(), 0L, RecordNotes.NONE);

    assertEquals(
        edited ? Optional.of(lost.writtenAt()) : Optional.empty(), log.editedAt(lost, DEADLINE));
  }

  @Test
  void anEntryThatCountsIsNoEdit() {
    add(0L, NOW);
    Instant later = NOW.plus(Duration.ofDays(1));

    for (Long follows : Arrays.asList(1L, null)) {
      assertEquals(
          Optional.empty(),
          log.editedAt(
              new RecordEntry(2, later, new StoredRecord.Absent(), follows, RecordNotes.NONE),
              DEADLINE));
    }
  }

  private RotationRecord present() {
    return assertInstanceOf(StoredRecord.Present.class, truth().record()).record();
  }

  private RecordEntry truth() {
    return log.truth(entries.getLast(), DEADLINE);
  }

  private long add(@Nullable Long follows, Instant expiresAt) {
    long version = entries.size() + 1L;
    StoredRecord record = new StoredRecord.Present(RotationRecord.of(1, expiresAt));
    entries.add(new RecordEntry(version, NOW, record, follows, RecordNotes.NONE));
    return version;
  }

  private static RecordDraft draft(long follows) {
    return new RecordDraft(RotationRecord.of(1, NOW), follows, RecordNotes.NONE);
  }
}
