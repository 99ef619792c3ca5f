package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreViewTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant STORED = NOW.minus(Duration.ofDays(40));
  private static final Instant ROTATED = NOW.minus(Duration.ofDays(41));
  private static final Instant END = NOW.plus(Duration.ofDays(90));
  private static final Instant LOWERED = NOW.plus(Duration.ofDays(20));
  private static final Duration WEEK = Duration.ofDays(7);
  private static final long VERSION = 7;

  private static StoreView known(StoredRecord record, Instant writtenAt) {
    RecordEntry entry = new RecordEntry(3, writtenAt, record, 2L, RecordNotes.NONE.noticed(STORED));
    return new StoreView(
        new VaultState(
            new ClientId("amzn1.application-oa2-client.EXAMPLE"),
            Secret.of("amzn1.oa2-cs.v1.EXAMPLE"),
            null,
            VERSION,
            STORED,
            entry,
            NOW),
        entry,
        5);
  }

  private static StoreView known(long version, @Nullable Instant grace, @Nullable Instant asked) {
    return known(
        new StoredRecord.Present(new RotationRecord(version, ROTATED, END, grace, asked, "n-1")),
        STORED);
  }

  @Test
  void anEndForASecretThatTheRecordDoesNotKnowKeepsMarkAndGrace() {
    Instant grace = NOW.plus(Duration.ofDays(3));

    assertEquals(
        new RotationRecord(VERSION, null, LOWERED, grace, NOW, null),
        known(6, grace, NOW).ending(LOWERED));
    assertEquals(
        new RotationRecord(VERSION, null, LOWERED, ROTATED.plus(WEEK), null, null),
        known(6, null, null).ending(LOWERED),
        "a rotation of which no message told the end has its grace");
    assertEquals(
        RotationRecord.of(VERSION, LOWERED),
        known(new StoredRecord.Absent(), STORED).ending(LOWERED));
  }

  @Test
  void aRecordWithAMessagesIdHasThatMessagesDates() {
    RecordEntry entry = known(VERSION, null, null).truth();

    assertEquals(Optional.of(new AmazonDates(ROTATED, END)), entry.amazon());
    AmazonDates noted = new AmazonDates(NOW, LOWERED);
    assertEquals(
        Optional.of(noted),
        new RecordEntry(3, STORED, entry.record(), 2L, RecordNotes.NONE.seen(noted)).amazon());
  }

  @Test
  void datesWithoutAMessagesIdOrOfAPersonAreNotAmazons() {
    StoredRecord unnamed =
        new StoredRecord.Present(new RotationRecord(VERSION, ROTATED, END, null, null, null));
    StoredRecord undated =
        new StoredRecord.Present(new RotationRecord(VERSION, null, END, null, null, "n-1"));
    StoredRecord named =
        new StoredRecord.Present(new RotationRecord(VERSION, ROTATED, END, null, null, "n-1"));

    assertTrue(known(unnamed, STORED).truth().amazon().isEmpty());
    assertTrue(known(undated, STORED).truth().amazon().isEmpty());
    assertTrue(known(new StoredRecord.Absent(), STORED).truth().amazon().isEmpty());
    assertTrue(new RecordEntry(3, STORED, named, null, RecordNotes.NONE).amazon().isEmpty());
  }
}
