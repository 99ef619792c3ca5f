package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandWrittenTest {
  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant WRITTEN = BEFORE.plus(Duration.ofDays(1));
  private static final Instant END = BEFORE.plus(Duration.ofDays(100));
  private static final Instant GRACE = BEFORE.plus(Duration.ofDays(5));
  private static final Instant ASKED = BEFORE.minusSeconds(60);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final StoredRecord.Broken BROKEN = new StoredRecord.Broken("it is not JSON");

  private static StoredRecord over(StoredRecord before, StoredRecord written) {
    RecordEntry entry =
        HandWritten.over(
            new RecordEntry(4, BEFORE, before, 3L, RecordNotes.NONE.noticed(BEFORE)),
            new RecordEntry(5, WRITTEN, written, null, RecordNotes.NONE));

    assertEquals(5, entry.version());
    assertEquals(WRITTEN, entry.writtenAt());
    assertNull(entry.follows());
    assertEquals(RecordNotes.NONE.noticed(BEFORE), entry.notes());
    return entry.record();
  }

  private static StoredRecord.Present record(
      long version,
      @Nullable Instant rotatedAt,
      Instant expiresAt,
      @Nullable Instant graceUntil,
      @Nullable Instant requestedAt,
      @Nullable String id) {
    return new StoredRecord.Present(
        new RotationRecord(version, rotatedAt, expiresAt, graceUntil, requestedAt, id));
  }

  private static StoredRecord.Present known() {
    return record(7, BEFORE, END, GRACE, ASKED, "n-1");
  }

  @Test
  void anEarlierEndOfTheSameSecretCountsAndALaterOneDoesNot() {
    assertEquals(
        record(7, BEFORE, END.minus(SECOND), GRACE, ASKED, "n-1"),
        over(known(), record(7, WRITTEN, END.minus(SECOND), null, null, "n-2")));
    assertEquals(known(), over(known(), record(7, null, END.plus(SECOND), null, null, null)));
  }

  @Test
  void whatItSaysOfAnEarlierSecretChangesNothing() {
    assertEquals(known(), over(known(), record(6, WRITTEN, BEFORE, null, null, "n-2")));
  }

  @Test
  void aLaterSecretHasTheEndThatWasWrittenAndNothingOfAmazons() {
    Instant end = END.plus(Duration.ofDays(50));

    assertEquals(
        record(8, null, end, GRACE, ASKED, null),
        over(known(), record(8, WRITTEN, end, null, null, "n-2")));
  }

  @Test
  void aLongerGraceCountsAndAShorterOneDoesNot() {
    assertEquals(
        record(7, BEFORE, END, GRACE.plus(SECOND), ASKED, "n-1"),
        over(known(), record(7, null, END, GRACE.plus(SECOND), null, null)));
    assertEquals(known(), over(known(), record(7, null, END, GRACE.minus(SECOND), null, null)));
    assertEquals(
        record(7, null, END, GRACE, null, null),
        over(record(7, null, END, null, null, null), record(7, null, END, GRACE, null, null)));
  }

  @Test
  void aMarkIsAddedNeverMoved() {
    assertEquals(known(), over(known(), record(7, null, END, null, WRITTEN, null)));
    assertEquals(
        record(7, null, END, null, BEFORE, null),
        over(record(7, null, END, null, null, null), record(7, null, END, null, BEFORE, null)));
  }

  @Test
  void datesThatCannotBeTrueAreCut() {
    Instant longest = WRITTEN.plus(Duration.ofDays(30));

    assertEquals(
        record(7, null, END, longest, WRITTEN, null),
        over(
            new StoredRecord.Absent(),
            record(7, BEFORE, END, longest.plus(SECOND), WRITTEN.plus(SECOND), "n-2")));
    assertEquals(
        record(7, null, END, longest.minus(SECOND), WRITTEN.minus(SECOND), null),
        over(
            new StoredRecord.Absent(),
            record(7, BEFORE, END, longest.minus(SECOND), WRITTEN.minus(SECOND), "n-2")));
  }

  @Test
  void whatTakesThePlaceOfAnUnreadableEntryAssumesTheGraceThatThisOneMayHaveHeld() {
    assertEquals(
        record(7, null, END, BEFORE.plus(Duration.ofDays(7)), null, null),
        over(BROKEN, record(7, BEFORE, END, null, null, "n-2")));
    assertEquals(BROKEN, over(BROKEN, new StoredRecord.Absent()));
    assertEquals(BROKEN, over(BROKEN, new StoredRecord.Broken("it is empty")));
  }

  @Test
  void anUnreadableEntryTakesNothingAway() {
    assertEquals(
        record(7, BEFORE, END, WRITTEN.plus(Duration.ofDays(7)), ASKED, "n-1"),
        over(known(), BROKEN));
    Instant longer = WRITTEN.plus(Duration.ofDays(20));
    assertEquals(
        record(7, BEFORE, END, longer, null, "n-1"),
        over(record(7, BEFORE, END, longer, null, "n-1"), BROKEN));
    assertEquals(BROKEN, over(new StoredRecord.Absent(), BROKEN));
    assertEquals(
        new StoredRecord.Absent(), over(new StoredRecord.Absent(), new StoredRecord.Absent()));
    assertEquals(known(), over(known(), new StoredRecord.Absent()));
  }
}
