package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordEntryJsonTest {
  private static final Instant WRITTEN = Instant.parse("2026-06-10T22:10:00Z");
  private static final RotationRecord RECORD =
      new RotationRecord(
          7,
          WRITTEN,
          WRITTEN.plus(Duration.ofDays(180)),
          WRITTEN.plus(Duration.ofDays(7)),
          WRITTEN.minusSeconds(5),
          "n-1");

  private static final RecordNotes NOTES =
      RecordNotes.NONE
          .claimed(
              new RecordNotes.Claim(
                  WRITTEN.plusSeconds(900), 6L, WRITTEN, "cdb4", new RecordNotes.Back(8, "45d0")))
          .noticed(WRITTEN)
          .seen(
              new RecordNotes.AmazonDates(
                  WRITTEN.minusSeconds(1), WRITTEN.plus(Duration.ofDays(180))))
          .told(WRITTEN.plus(Duration.ofDays(3)));

  @Test
  void readsBackWhatItWrote() {
    RecordDraft draft = new RecordDraft(RECORD, 41, NOTES);

    assertEquals(
        new RecordEntry(42, WRITTEN, new StoredRecord.Present(RECORD), 41L, NOTES),
        RecordEntryJson.read(42, WRITTEN, RecordEntryJson.write(draft)));
  }

  @Test
  void readsARecordThatAnotherProgramWroteAsOneThatFollowsNothing() {
    assertEquals(
        new RecordEntry(3, WRITTEN, new StoredRecord.Present(RECORD), null, RecordNotes.NONE),
        RecordEntryJson.read(3, WRITTEN, RotationRecordJson.write(RECORD)));
  }

  @Test
  void otherReadersOfTheRecordReadItToo() {
    assertEquals(
        new StoredRecord.Present(RECORD),
        RotationRecordJson.read(RecordEntryJson.write(new RecordDraft(RECORD, 41, NOTES))));
  }

  @Test
  void thePlaceholderAndAMissingParameterAreNoRecord() {
    assertEquals(
        new RecordEntry(1, WRITTEN, new StoredRecord.Absent(), null, RecordNotes.NONE),
        RecordEntryJson.read(1, WRITTEN, "NOT-SET"));
    assertEquals(
        new RecordEntry(0, Instant.EPOCH, new StoredRecord.Absent(), null, RecordNotes.NONE),
        RecordEntryJson.newest(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"follows\":\"41\"",
        "\"follows\":-1",
        "\"follows\":1.5",
        "\"storingUntil\":\"soon\"",
        "\"storingUntil\":\"2026-12-07T22:09:17Z\",\"storingOver\":-1",
        "\"storingUntil\":\"2026-12-07T22:09:17Z\",\"storingMadeAt\":\"then\"",
        "\"noticedAt\":7",
        "\"amazonRotatedAt\":\"soon\"",
        "\"amazonExpiresAt\":7"
      })
  void aBrokenPartBreaksTheRecordAndCountsForNothing(String part) {
    String text = RotationRecordJson.write(RECORD).replaceFirst("}$", "," + part + "}");

    RecordEntry entry = RecordEntryJson.read(42, WRITTEN, text);

    assertInstanceOf(StoredRecord.Broken.class, entry.record());
    assertEquals(null, entry.follows());
  }
}
