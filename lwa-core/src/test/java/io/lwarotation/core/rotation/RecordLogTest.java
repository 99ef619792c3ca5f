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

  @Test
  void knowsNothingWhereEveryEntryLost() {
    add(-5L, NOW);

    assertEquals(
        new RecordEntry(0, Instant.EPOCH, new StoredRecord.Absent(), null, RecordNotes.NONE),
        truth());
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
    return add(follows, new StoredRecord.Present(record(expiresAt)), RecordNotes.NONE);
  }

  private long add(@Nullable Long follows, StoredRecord record, RecordNotes notes) {
    long version = entries.size() + 1L;
    entries.add(new RecordEntry(version, NOW, record, follows, notes));
    return version;
  }

  private static RecordDraft draft(long follows, int seconds) {
    return new RecordDraft(record(NOW.plusSeconds(seconds)), follows, RecordNotes.NONE);
  }

  private static RotationRecord record(Instant expiresAt) {
    return record(1, expiresAt);
  }

  private static RotationRecord record(long secretVersion, Instant expiresAt) {
    return RotationRecord.of(secretVersion, expiresAt);
  }
}
