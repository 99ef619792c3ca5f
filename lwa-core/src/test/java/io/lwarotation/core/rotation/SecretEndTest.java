package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretEndTest {
  private static final Instant NOW = Instant.parse("2026-06-01T07:00:00Z");
  private static final Instant BY_AGE = NOW.plus(Duration.ofDays(180));
  private static final Instant TOLD = Instant.parse("2026-09-10T07:00:00Z");
  private static final long VERSION = 7;

  private @Nullable RotationRecord record;
  private boolean anotherText;
  private Optional<Instant> knownSince = Optional.empty();
  private Optional<Instant> firstStored = Optional.empty();
  private Optional<Dates> said = Optional.empty();

  private SecretEnd end(@Nullable Instant typed) {
    RecordEntry entry =
        new RecordEntry(
            3,
            NOW,
            record == null ? new StoredRecord.Absent() : new StoredRecord.Present(record),
            2L,
            RecordNotes.NONE);
    return SecretEnd.of(
        new StoringByHand.Seen(
            new CredentialParameters.Contents(Map.of(), Map.of(), VERSION, NOW, entry, NOW), entry),
        anotherText,
        new StoreCredentials.Request(Map.of(), Optional.ofNullable(typed), knownSince, false),
        firstStored,
        said);
  }

  private void assertEnd(Instant expected, @Nullable String remark, SecretEnd end) {
    assertEquals(
        new SecretEnd(expected, anotherText, firstStored, Optional.ofNullable(remark)), end);
  }

  private void recorded(long version, @Nullable Instant rotatedAt) {
    record = new RotationRecord(version, rotatedAt, TOLD, null, null, null);
  }

  @Test
  void aSecretOfWhichNothingIsKnownLives180DaysFromNow() {
    anotherText = true;
    assertEnd(BY_AGE, null, end(null));
    assertEnd(TOLD, null, end(TOLD));
    assertEnd(BY_AGE, null, end(BY_AGE.plus(Duration.ofDays(1))));
  }

  @Test
  void itIsAsOldAsTheEarliestSightOfIt() {
    knownSince = Optional.of(NOW.minus(Duration.ofDays(10)));
    assertEnd(BY_AGE.minus(Duration.ofDays(10)), null, end(null));
    assertEnd(
        BY_AGE.minus(Duration.ofDays(10)),
        "2026-11-18 counts, not 2026-11-23, because this client secret was stored before, and none"
            + " lives longer than 180 days.",
        end(BY_AGE.minus(Duration.ofDays(5))));

    firstStored = Optional.of(NOW.minus(Duration.ofDays(9)));
    assertEnd(BY_AGE.minus(Duration.ofDays(10)), null, end(null));

    firstStored = Optional.of(NOW.minus(Duration.ofDays(11)));
    assertEnd(BY_AGE.minus(Duration.ofDays(11)), null, end(null));
    assertEnd(
        BY_AGE.minus(Duration.ofDays(11)),
        "2026-11-17 counts, not 2026-11-18, because this client secret was stored before, and none"
            + " lives longer than 180 days.",
        end(BY_AGE.minus(Duration.ofDays(10))));
  }

  @Test
  void theRecordsDateCountsForTheSameTextInTheSameVersionOnly() {
    recorded(VERSION, null);
    assertEnd(TOLD, null, end(null));
    assertEnd(
        TOLD,
        "2026-09-10 counts, not 2026-09-11, because the rotation record says so.",
        end(TOLD.plus(Duration.ofDays(1))));

    anotherText = true;
    assertEnd(BY_AGE, null, end(null));
    said = Optional.of(new Dates(null, TOLD));
    assertEnd(TOLD, null, end(null));

    anotherText = false;
    recorded(VERSION - 1, null);
    assertEnd(TOLD, null, end(null)); // of this text in another version
    said = Optional.empty();
    assertEnd(BY_AGE, null, end(null));
  }

  @Test
  void aRecordThatSaysLaterThanTheAgeAllowsChangesNothing() {
    record = new RotationRecord(VERSION, NOW, BY_AGE.plusSeconds(1), null, null, null);
    assertEnd(BY_AGE, null, end(null));
    assertTrue(end(BY_AGE.plus(Duration.ofDays(1))).remark().orElseThrow().contains("180 days"));

    record = new RotationRecord(VERSION, NOW, BY_AGE, null, null, null);
    assertTrue(end(BY_AGE.plus(Duration.ofDays(1))).remark().orElseThrow().contains("message"));
  }

  @Test
  void amazonsDateIsNamedWhereTheTypedOneIsAnother() {
    recorded(VERSION, NOW.minus(Duration.ofDays(79)));

    assertEnd(
        TOLD,
        "2026-09-10 counts, not 2026-09-11, because Amazon's message says so.",
        end(TOLD.plus(Duration.ofDays(1))));
    Instant dayBefore = TOLD.minus(Duration.ofDays(1));
    assertEnd(
        dayBefore,
        "2026-09-09 counts, as you gave it, although Amazon's message says 2026-09-10: of two dates"
            + " the earlier one counts.",
        end(dayBefore));
  }

  @Test
  void theSameDayIsNoContradiction() {
    recorded(VERSION, NOW.minus(Duration.ofDays(79)));

    assertEnd(TOLD, null, end(TOLD));
    assertEnd(TOLD, null, end(TOLD.plus(Duration.ofHours(3))));
    Instant midnight = Instant.parse("2026-09-10T00:00:00Z");
    assertEnd(midnight, null, end(midnight));
  }

  @Test
  void anEarlierDateThanAPersonsContradictsNobody() {
    recorded(VERSION, null);

    Instant dayBefore = TOLD.minus(Duration.ofDays(1));
    assertEnd(dayBefore, null, end(dayBefore));
  }
}
