package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of a secret that a person stores, and what a rotation has left there. */
class StoreCredentialsDatesTest extends StoreCredentialsCase {
  @Test
  void keepsTheMarkThatAnotherWriterSetsInTheMeantime() {
    all(OTHER);
    Instant requestedAt = NOW.minusSeconds(5);
    store.meanwhile.add(() -> store.entry(record(50, requestedAt)));

    put(secret(SECRET));

    assertEquals(requestedAt.plus(Duration.ofDays(7)), store.recorded().oldSecretExpiresAt());
  }

  @Test
  void handsAmazonsDatesOnFromTheStoredVersionOnly() {
    all(OTHER);
    store.entry(record(50, null));
    store.secret(SECRET, inDays(-1));

    put(secret(SECRET), Optional.of(inDays(100)));

    assertEquals(3, store.recorded().secretVersion());
    assertNull(store.recorded().rotatedAt());
    assertNull(store.recorded().notificationId());
  }

  @Test
  void aHandWrittenRecordOfAVersionThatIsNotThereIsReplaced() {
    all(OTHER);
    store.hand(new StoredRecord.Present(RotationRecord.of(99, NOW)));

    put(secret(SECRET));

    assertEquals(3, store.recorded().secretVersion());
  }

  @Test
  void anOldSecretEndsWithItsGrace() {
    all(OTHER);
    Instant made = inDays(-1);
    Instant end = made.plus(Duration.ofDays(180));
    Instant grace = made.plus(Duration.ofDays(7));
    store.secret(SECRET, made);
    store.entry(
        new RotationRecord(3, made, end, grace, null, "n-1"),
        RecordNotes.NONE.seen(new RecordNotes.AmazonDates(made, end)));

    put(secret(OTHER));

    assertEquals(RotationRecord.of(4, grace).graced(grace), store.recorded());
  }

  @Test
  void anotherTextTurnsTheMarkOfARotationIntoAGrace() {
    all(OTHER);
    Instant requestedAt = NOW.minus(Duration.ofHours(1));
    RecordNotes notes =
        RecordNotes.NONE.noticed(NOW).seen(new RecordNotes.AmazonDates(NOW, inDays(180)));
    store.entry(record(50, requestedAt), notes);

    put(secret(SECRET));

    assertEquals(
        RotationRecord.of(3, inDays(180)).graced(requestedAt.plus(Duration.ofDays(7))),
        store.recorded());
    assertEquals(notes, store.entries.getLast().notes(), "what Amazon told stays");
  }

  @Test
  void assumesAGraceWhereTheRecordCannotBeRead() {
    store.hand(new StoredRecord.Broken("it is not JSON"));

    put(GIVEN);

    assertEquals(inDays(6), store.recorded().oldSecretExpiresAt());
  }

  @Test
  void aTypedDateOnlyMakesTheEndEarlier() {
    all(SECRET);
    store.entry(record(50, NOW));
    Decision.Possible later = possible(secret(SECRET), Optional.of(inDays(60)));
    assertEquals(
        Optional.of("2026-07-21 counts, not 2026-07-31, because Amazon's message says so."),
        later.end().flatMap(SecretEnd::remark));
    useCase().carryOut(later, SOON);
    assertEquals(record(50, NOW), store.recorded());

    put(secret(SECRET), Optional.of(inDays(40)));
    assertEquals(record(40, NOW), store.recorded());
  }

  /** By hand, so that the record speaks of the version before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSameTextStoredAgainEndsNoLater(boolean typed) {
    all(SECRET);
    store.entry(record(50, null));
    store.secret(SECRET, inDays(-1));
    store.misshaped.put(Credential.CLIENT_SECRET, "has another key");

    put(secret(SECRET), typed ? Optional.of(inDays(60)) : Optional.empty());

    assertEquals(inDays(50), store.recorded().expiresAt());
  }

  @Test
  void aSecretOlderThanARequestLeavesItsMark() {
    all(SECRET);
    Instant requestedAt = NOW.minus(Duration.ofHours(1));
    store.entry(record(50, requestedAt));
    store.secret(null, NOW);

    put(secret(SECRET));

    assertEquals(requestedAt, store.recorded().requestedAt());
    assertEquals(record(50, null).oldSecretExpiresAt(), store.recorded().oldSecretExpiresAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theEndThatWasKnownComesBackWithItsSecret(int others) {
    all(SECRET);
    store.entry(record(50, null));
    for (int i = 1; i <= others; i++) {
      store.secret(OTHER, NOW);
      store.entry(RotationRecord.of(2 + i, NOW.plusSeconds(i)));
    }
    Instant typed = inDays(60);

    Decision.Possible possible = possible(secret(SECRET), Optional.of(typed));
    useCase().carryOut(possible, SOON);

    assertEquals(
        Optional.of("2026-07-21 counts, not 2026-07-31, because Amazon's message says so."),
        possible.end().flatMap(SecretEnd::remark));
    assertEquals(record(50, null).expiresAt(), store.recorded().expiresAt());
  }
}
