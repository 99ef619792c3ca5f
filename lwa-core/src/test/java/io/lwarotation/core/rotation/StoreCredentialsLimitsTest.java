package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person's request comes to, where it just does or just does not. */
class StoreCredentialsLimitsTest {
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));
  private static final Secret STORED = Secret.of("storedEXAMPLE");
  private static final Secret OTHER = Secret.of("otherEXAMPLE");
  private static final Map<Credential, Secret> SECRET = Map.of(Credential.CLIENT_SECRET, OTHER);
  private static final Map<Credential, Secret> TOKEN = Map.of(Credential.REFRESH_TOKEN, OTHER);
  private static final Map<Credential, Secret> NOTHING = Map.of();

  private final ByHandStore store = new ByHandStore();

  /** What SP-API says to the seller's call. */
  private Optional<Refusal> seller = Optional.empty();

  private final StoreCredentials useCase =
      new StoreCredentials(
          store.parameters(),
          store.vault(),
          store.records(),
          new SecretTrial(
              (_, _) -> new AccessToken(Secret.of("accessEXAMPLE"), Duration.ofHours(1)),
              (request, _, _) -> {
                if (request.equals(SpApiRequest.PROBE) && seller.isPresent()) {
                  throw new AmazonException.Refused(
                      AmazonException.Service.SP_API,
                      429,
                      seller.get(),
                      Optional.empty(),
                      Optional.empty());
                }
                return new SpApiAnswer(200, Optional.empty(), "{}");
              }));

  @BeforeEach
  void storeAll() {
    store.others.put(Credential.CLIENT_ID, Secret.of("idEXAMPLE"));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));
    store.secret(STORED, NOW.minus(Duration.ofDays(20))); // as version 2
  }

  private Decision decide(Map<Credential, Secret> given, @Nullable Instant typed, boolean force) {
    return useCase.decide(
        new StoreCredentials.Request(given, Optional.ofNullable(typed), Optional.empty(), force),
        SOON);
  }

  private Decision.Possible possible(Map<Credential, Secret> given, @Nullable Instant typed) {
    return assertInstanceOf(Decision.Possible.class, decide(given, typed, false));
  }

  private String refusal(Map<Credential, Secret> given, @Nullable Instant typed) {
    return assertInstanceOf(Decision.Refused.class, decide(given, typed, false)).why();
  }

  @ParameterizedTest
  @CsvSource({"-86400,false", "-86399,true", "15638400,true", "15638401,false"})
  void aDayMayBeOneOffInAnyTimeZone(long seconds, boolean fits) {
    Decision decision = decide(SECRET, NOW.plusSeconds(seconds), false);

    assertEquals(fits, decision instanceof Decision.Possible, decision::toString);
  }

  @Test
  void aDateAloneWaitsForWhoeverIsStoringAndForceDoesNot() {
    storing();

    assertTrue(refusal(NOTHING, NOW).startsWith("a new client secret is being stored right now"));
    assertInstanceOf(Decision.Possible.class, decide(NOTHING, NOW, true));
    assertInstanceOf(Decision.Possible.class, decide(NOTHING, null, false));
  }

  /** An acceptance stores at this moment. */
  private void storing() {
    store.entries.add(
        new RecordEntry(
            2,
            NOW,
            new StoredRecord.Present(
                new RotationRecord(2, null, NOW.plus(Duration.ofDays(9)), null, null, null)),
            1L,
            RecordNotes.NONE.claimed(new Claim(NOW.plusSeconds(1), 2L, NOW))));
  }

  @Test
  void anAuthorizationThatIsNotSeenToWorkStopsEverythingButASecretThatIsProven() {
    seller = Optional.of(Refusal.THROTTLED);

    assertTrue(refusal(TOKEN, null).startsWith("whether these credentials work could not be seen"));
    assertInstanceOf(Decision.Possible.class, decide(SECRET, null, false));
    assertInstanceOf(Decision.Possible.class, decide(TOKEN, null, true));
  }

  @Test
  void recordsADateWithoutWritingAnyCredential() {
    Instant typed = NOW.plus(Duration.ofDays(50));
    Decision.Possible possible = possible(NOTHING, typed);
    assertEquals(List.of(), possible.changed());
    RotationRecord record = new RotationRecord(2, null, typed, null, null, null);

    assertEquals(new Result.Stored(Optional.of(record), false), useCase.carryOut(possible, SOON));

    assertEquals(List.of("record"), store.writes);
    assertEquals(record, store.recorded());
  }

  @Test
  void namesNoEndWhereTheSecretIsNotTouched() {
    Decision.Possible possible = possible(TOKEN, null);

    assertEquals(Optional.empty(), possible.end());
    assertEquals(new Result.Stored(Optional.empty(), false), useCase.carryOut(possible, SOON));
  }

  @Test
  void aSecretWrittenOverTheOneThatWasSeenOverwroteNobody() {
    Result.Stored stored =
        assertInstanceOf(Result.Stored.class, useCase.carryOut(possible(SECRET, null), SOON));

    assertFalse(stored.overwrote());
    assertEquals(3, stored.record().orElseThrow().secretVersion());
  }

  @Test
  void tellsWhatIsWrittenWhenTheRecordCannotBe() {
    Decision.Possible possible = possible(SECRET, null);
    store.failAt = 2;

    Result.Partly partly = assertInstanceOf(Result.Partly.class, useCase.carryOut(possible, SOON));

    assertEquals(List.of(Credential.CLIENT_SECRET), partly.written());
    assertEquals(Optional.empty(), partly.failed());
    assertEquals(List.of(), partly.missing());
    assertInstanceOf(StoreException.class, partly.cause());
  }

  @Test
  void hasNoRightToGiveBackWhereItTookNone() {
    Decision.Possible possible = possible(TOKEN, null);
    store.failAt = 0;

    Result.Partly partly = assertInstanceOf(Result.Partly.class, useCase.carryOut(possible, SOON));

    assertEquals(Optional.of(Credential.REFRESH_TOKEN), partly.failed());
    assertEquals(List.of(), store.writes);
  }

  @Test
  void aDateLeavesTheClaimOfAnAcceptanceThatDied() {
    Instant end = NOW.plus(Duration.ofDays(50));
    RotationRecord record = new RotationRecord(2, NOW, end, null, NOW, "n-1");
    Claim claim = new Claim(NOW.minusSeconds(1), 1L, NOW);
    store.entry(record, RecordNotes.NONE.claimed(claim));

    useCase.carryOut(possible(NOTHING, NOW.plus(Duration.ofDays(90))), SOON);
    assertEquals(record, store.recorded());
    assertEquals(claim, store.entries.getLast().notes().claim());

    useCase.carryOut(possible(SECRET, null), SOON);
    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void aDateEndsTheClaimOfAPersonWhoseCommandDied() {
    RotationRecord record = new RotationRecord(2, null, NOW, null, null, null);
    store.entry(record, RecordNotes.NONE.claimed(new Claim(NOW.minusSeconds(1), 1L, null)));

    useCase.carryOut(possible(NOTHING, NOW), SOON);

    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void aDateTakesNothingFromARecordOfAnotherSecret() {
    Instant grace = NOW.plus(Duration.ofDays(3));
    store.entry(new RotationRecord(1, NOW, NOW, grace, NOW, "n-1"), RecordNotes.NONE);
    Instant typed = NOW.plus(Duration.ofDays(50));

    useCase.carryOut(possible(NOTHING, typed), SOON);

    assertEquals(new RotationRecord(2, null, typed, grace, NOW, null), store.recorded());
  }
}
