package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Decision;
import io.lwarotation.core.rotation.RestoreEarlierSecret.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreEarlierSecretTest {
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));
  private static final Instant STORED = inDays(-20);
  private static final Secret GOOD = Secret.of("goodEXAMPLE");
  private static final Secret BAD = Secret.of("badEXAMPLE");
  private static final Secret NEW = Secret.of("newEXAMPLE");

  private final ByHandStore store = new ByHandStore();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final RestoreEarlierSecret useCase =
      new RestoreEarlierSecret(
          store.parameters(), store.vault(), store.records(), new SecretTrial(lwa, new Fakes.Sp()));

  @BeforeEach
  void storeTheRest() {
    store.others.put(Credential.CLIENT_ID, Secret.of("idEXAMPLE"));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));
    store.secret(GOOD, STORED); // as version 2
    lwa.refused.put(BAD, Fakes.lwa(401, Refusal.INVALID_CLIENT));
  }

  private Decision.Possible possible() {
    return assertInstanceOf(Decision.Possible.class, useCase.decide(SOON));
  }

  @Test
  void goesBackOverAValueThatCannotBeUsed() {
    store.secret(null, NOW);

    Decision.Possible possible = possible();
    assertEquals(2, possible.version());
    assertEquals(3, possible.replaces());
    Result.Stored stored = assertInstanceOf(Result.Stored.class, useCase.carryOut(possible, SOON));

    assertEquals(Optional.of(GOOD), store.secrets.getLast());
    assertEquals(4, stored.record().secretVersion());
    assertEquals(STORED.plus(Duration.ofDays(180)), stored.record().expiresAt());
    assertEquals(List.of("claim", "client-secret", "record"), store.writes);
  }

  @Test
  void refusesWhatDoesNotWork() {
    store.secret(BAD, NOW);
    store.secret(Secret.of("worseEXAMPLE"), NOW);

    assertTrue(
        assertInstanceOf(Decision.Refused.class, useCase.decide(SOON))
            .why()
            .startsWith("version 3 does not work any more, because Login with Amazon"));
    assertEquals(List.of(), store.writes);
  }

  @Test
  void theEarliestOfAllDatesThatSpeakOfItCounts() {
    store.entry(record(2, 90, null, null));
    store.secret(BAD, NOW);
    store.entry(record(3, 170, null, null));
    assertEquals(inDays(90), possible().end().expiresAt());

    Instant grace = inDays(4);
    store.entry(record(3, 170, grace, null));
    assertEquals(grace, possible().end().expiresAt());
  }

  @ParameterizedTest
  @CsvSource({"1, bad, true", "0, bad, false", "1, new, false"})
  void theMarkOfARotationEndsWhereTheSecretIsNoOlderOrTheNewOneCame(
      int secondsAfterIt, String over, boolean stays) {
    store.secret(over.equals("bad") ? BAD : NEW, NOW);
    Instant asked = STORED.plusSeconds(secondsAfterIt);
    store.entry(record(3, 170, null, asked));

    useCase.carryOut(possible(), SOON);

    assertEquals(stays ? asked : null, store.recorded().requestedAt());
    assertEquals(
        stays ? null : asked.plus(Duration.ofDays(7)), store.recorded().oldSecretExpiresAt());
  }

  @ParameterizedTest
  @CsvSource({"a secret, ''", "a claim, ''", "the record, claim"})
  void writesNothingWhereSomebodyElseWroteMeanwhile(String what, String writes) {
    store.secret(BAD, NOW);
    Decision.Possible possible = possible();
    switch (what) {
      case "a secret" -> store.secret(GOOD, NOW);
      case "a claim" -> claim(3);
      default -> { // a reader that is a version behind
        RecordEntry entry = store.entries.removeLast();
        store.entries.add(new RecordEntry(0, NOW, entry.record(), null, RecordNotes.NONE));
      }
    }

    assertInstanceOf(Result.Lost.class, useCase.carryOut(possible, SOON));
    assertEquals(writes, String.join(" ", store.writes));
  }

  @Test
  void tellsThatOnlyTheRecordIsMissing() {
    store.secret(BAD, NOW);
    Decision.Possible possible = possible();
    store.failAt = 2;

    assertInstanceOf(Result.NotRecorded.class, useCase.carryOut(possible, SOON));
    assertEquals(Optional.of(GOOD), store.secrets.getLast());
  }

  private String refusal() {
    String why = assertInstanceOf(Decision.Refused.class, useCase.decide(SOON)).why();
    assertEquals(List.of(), store.writes);
    return why;
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_ID,client id", "REFRESH_TOKEN,refresh token"})
  void refusesWhereItCouldNotTryWhatItFinds(Credential missing, String spoken) {
    store.secret(BAD, NOW);
    store.others.remove(missing);

    assertEquals("the " + spoken + " is not stored, so no client secret can be tried", refusal());
  }

  @Test
  void refusesWhileANewSecretIsBeingStored() {
    store.secret(BAD, NOW);
    claim(2);

    assertEquals("a new client secret is being stored right now; try again in 1 minute", refusal());
  }

  @Test
  void saysThatASecretCouldNotBeTried() {
    store.secret(BAD, NOW);
    lwa.refused.put(
        GOOD, new AmazonException.NoAnswer(AmazonException.Service.LWA, "did not answer", null));

    assertTrue(
        refusal().startsWith("whether version 2 works could not be seen, because "), refusal());
    assertTrue(refusal().endsWith("; try again in a while"), refusal());
  }

  @Test
  void refusesWhereNoOtherSecretWasStoredBefore() {
    assertEquals("Parameter Store keeps no other client secret before this one", refusal());

    store.secret(GOOD, NOW);
    assertEquals("Parameter Store keeps no other client secret before this one", refusal());
  }

  @ParameterizedTest
  @CsvSource({"9,true", "10,false"})
  void looksAtTenEarlierVersions(int between, boolean found) {
    for (int i = 0; i < between; i++) {
      store.secret(null, NOW);
    }
    store.secret(BAD, NOW);

    assertEquals(found, useCase.decide(SOON) instanceof Decision.Possible);
  }

  @Test
  void aGraceThatIsOverOrLaterSaysNothingOfItsEnd() {
    store.secret(BAD, NOW);
    Instant byAge = STORED.plus(Duration.ofDays(180));

    store.entry(record(3, 170, NOW, null));
    assertEquals(byAge, possible().end().expiresAt());
    store.entry(record(3, 170, byAge.plusSeconds(1), null));
    assertEquals(byAge, possible().end().expiresAt());
    store.entry(record(3, 170, NOW.plusSeconds(1), null));
    assertEquals(NOW.plusSeconds(1), possible().end().expiresAt());
  }

  /** A bad paste in the week after a rotation: the grace is that of the secret before. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSecretThatAmazonMadeLastHasNoGrace(boolean recorded) {
    Instant made = inDays(-1);
    Instant end = made.plus(Duration.ofDays(180));
    Instant grace = made.plus(Duration.ofDays(10));
    RecordNotes notes = RecordNotes.NONE.seen(new RecordNotes.AmazonDates(made, end));
    store.secret(Secret.of("newEXAMPLE"), made);
    store.entry(new RotationRecord(3, made, end, grace, null, "n-1"), notes);
    store.secret(BAD, NOW);
    if (recorded) {
      store.entry(new RotationRecord(4, null, NOW, grace, null, null), notes);
    }

    assertEquals(3, possible().version());
    assertEquals(end, possible().end().expiresAt());
  }

  @Test
  void givesTheRightBackWhereTheSecretCannotBeWritten() {
    store.secret(BAD, NOW);
    Decision.Possible possible = possible();
    store.failAt = 1;

    assertThrows(StoreException.class, () -> useCase.carryOut(possible, SOON));

    assertEquals(List.of("claim", "record"), store.writes);
    assertNull(store.entries.getLast().notes().claim());
    assertEquals(Optional.of(BAD), store.secrets.getLast());
  }

  /** An acceptance is storing at this moment. */
  private void claim(long over) {
    store.entry(
        NOW,
        record(2, 90, null, null),
        RecordNotes.NONE.claimed(new RecordNotes.Claim(NOW.plusSeconds(1), over, NOW)));
  }

  private static RotationRecord record(
      long version, int days, @Nullable Instant graceUntil, @Nullable Instant asked) {
    return RotationRecord.of(version, inDays(days)).graced(graceUntil).marked(asked);
  }
}
