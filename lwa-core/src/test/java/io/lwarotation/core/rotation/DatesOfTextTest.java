package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesOfTextTest {
  private static final Secret TEXT = Secret.of("textEXAMPLE");
  private static final Secret OTHER = Secret.of("otherEXAMPLE");
  private static final Instant MADE = NOW.minus(Duration.ofDays(20));
  private static final Instant END = NOW.plus(Duration.ofDays(50));
  private static final Instant LATER = END.plusSeconds(1);
  private static final Instant EARLIER = END.minusSeconds(1);

  private final ByHandStore store = new ByHandStore();

  @BeforeEach
  void storesTheText() {
    store.secret(TEXT, MADE); // as version 2
  }

  private Optional<Dates> find(Instant since) {
    return new DatesOfText(store.vault(), new RecordLog(store.records()))
        .find(
            TEXT,
            store.secrets.size(),
            store.secrets.getLast().orElse(null),
            store.entries.getLast(),
            since,
            Deadline.in(Duration.ofSeconds(60), () -> NOW));
  }

  private void assertFound(@Nullable Instant rotatedAt, Instant expiresAt) {
    assertEquals(Optional.of(new Dates(rotatedAt, expiresAt)), find(Instant.EPOCH));
  }

  private static RotationRecord record(
      long version, @Nullable Instant rotatedAt, Instant expiresAt) {
    return new RotationRecord(version, rotatedAt, expiresAt, null, null, null);
  }

  private void entry(long version, @Nullable Instant rotatedAt, Instant expiresAt) {
    store.entry(record(version, rotatedAt, expiresAt));
  }

  @Test
  void nothingIsSaidOfATextThatNoEntrySpeaksOf() {
    assertEquals(Optional.empty(), find(Instant.EPOCH));
    entry(1, MADE, END);
    entry(3, MADE, END);
    assertEquals(Optional.empty(), find(Instant.EPOCH));
    store.secret(OTHER, NOW);
    assertEquals(Optional.empty(), find(Instant.EPOCH));
  }

  @Test
  void amazonsDatesAreFoundUnderOtherTexts() {
    entry(2, MADE, END);
    store.secret(OTHER, NOW);
    entry(3, NOW, EARLIER);
    store.secret(TEXT, NOW);
    assertFound(MADE, END);

    entry(4, null, LATER);
    assertFound(MADE, END);

    entry(4, null, EARLIER);
    assertFound(MADE, EARLIER);
  }

  @Test
  void whatIsOlderThanAmazonsDatesIsNotLookedAt() {
    entry(2, null, EARLIER);
    entry(2, MADE, END);
    assertFound(MADE, END);
  }

  @Test
  void whatAPersonWroteSaysNothingOfWhenItWasMade() {
    entry(2, null, LATER);
    store.hand(new StoredRecord.Present(record(2, MADE, END)));
    assertFound(null, END);

    store.entries.add( // and a copy, or an entry that lost a race
        new RecordEntry(
            3, NOW, new StoredRecord.Present(record(2, MADE, EARLIER)), 1L, RecordNotes.NONE));
    assertFound(null, EARLIER);
  }

  @Test
  void noEntryBeforeTheFirstStoringIsLookedAt() {
    entry(2, MADE, END);
    entry(2, null, LATER);
    Instant written = store.entries.getLast().writtenAt();

    assertEquals(Optional.of(new Dates(MADE, END)), find(written));
    assertEquals(Optional.of(new Dates(null, LATER)), find(written.plusSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({"98,true", "99,false"})
  void looksAtTheVersionsThatParameterStoreKeeps(int between, boolean found) {
    entry(2, MADE, END);
    for (int i = 0; i < between; i++) {
      store.secret(OTHER, NOW);
    }
    store.secret(TEXT, NOW);

    assertEquals(found, find(Instant.EPOCH).isPresent());
  }

  @Test
  void aVersionUnderAnotherKeyHoldsNothingThatIsKnown() {
    entry(2, MADE, END);
    store.secret(TEXT, NOW);
    store.unreadable = 2;

    assertEquals(Optional.empty(), find(Instant.EPOCH));
  }

  /** It may hold the text all the same. */
  @Test
  void aVersionThatCannotBeSeenIsNotTakenForOneThatHoldsNothing() {
    entry(2, MADE, END);
    store.secret(TEXT, NOW);
    store.unseen = 2;

    assertThrows(StoreException.class, () -> find(Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource({"20,true", "21,false"})
  void looksAtTwentyEntriesBesideTheNewest(int between, boolean found) {
    entry(2, MADE, END);
    for (int i = 0; i < between; i++) {
      entry(99, NOW, END);
    }

    assertEquals(found, find(Instant.EPOCH).isPresent());
  }

  /** Days from now, and those on which the text was first stored. */
  @ParameterizedTest
  @CsvSource({
    "3, 5, -10, 3", // what was said is earlier than the grace
    "8, 5, -10, 5",
    "8, 5, -1, 8", // the text is younger than the rotation of which the grace is
    "8, -1, -10, 8" // the grace is over
  })
  void ofWhatWasSaidAndTheGraceTheEarlierCounts(int said, int grace, int since, int end) {
    RotationRecord record = RotationRecord.of(2, NOW).graced(inDays(grace));
    RecordEntry truth =
        new RecordEntry(2, NOW, new StoredRecord.Present(record), 1L, RecordNotes.NONE);

    assertEquals(
        Optional.of(new Dates(null, inDays(end))),
        DatesOfText.graced(Optional.of(new Dates(null, inDays(said))), truth, inDays(since), NOW));
  }
}
