package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCredentialsTest {
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));
  private static final Secret SECRET = Secret.of("secretEXAMPLE");
  private static final Secret OTHER = Secret.of("otherEXAMPLE");
  private static final Map<Credential, Secret> GIVEN =
      Map.of(
          Credential.CLIENT_ID, Secret.of("idEXAMPLE"),
          Credential.CLIENT_SECRET, SECRET,
          Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));

  private final ByHandStore store = new ByHandStore();

  /** What SP-API says to the seller's call. */
  private Optional<Refusal> seller = Optional.empty();

  /** What SP-API says to the call without a seller. */
  private Optional<Refusal> grantless = Optional.empty();

  private StoreCredentials useCase() {
    return new StoreCredentials(
        store.parameters(),
        store.vault(),
        store.records(),
        new SecretTrial(
            (_, _) -> new AccessToken(Secret.of("accessEXAMPLE"), Duration.ofHours(1)),
            (request, _, _) -> {
              Optional<Refusal> refusal = request.equals(SpApiRequest.PROBE) ? seller : grantless;
              if (refusal.isPresent()) {
                throw new AmazonException.Refused(
                    AmazonException.Service.SP_API,
                    403,
                    refusal.get(),
                    Optional.empty(),
                    Optional.empty());
              }
              return new SpApiAnswer(200, Optional.empty(), "{}");
            }));
  }

  private Decision decide(Map<Credential, Secret> given, Optional<Instant> expiresAt) {
    return useCase()
        .decide(new StoreCredentials.Request(given, expiresAt, Optional.empty(), false), SOON);
  }

  private Result put(Map<Credential, Secret> given, Optional<Instant> expiresAt) {
    Decision.Possible possible =
        assertInstanceOf(Decision.Possible.class, decide(given, expiresAt));
    return useCase().carryOut(possible, SOON);
  }

  private Result put(Map<Credential, Secret> given) {
    return put(given, Optional.empty());
  }

  private String refusal(Map<Credential, Secret> given) {
    String why = assertInstanceOf(Decision.Refused.class, decide(given, Optional.empty())).why();
    assertEquals(List.of(), store.writes);
    return why;
  }

  /** A store in which everything lies, its secret as version 2. */
  private void all(Secret secret) {
    store.others.putAll(GIVEN);
    store.others.remove(Credential.CLIENT_SECRET);
    store.secret(secret, NOW.minus(Duration.ofDays(20)));
  }

  private static Map<Credential, Secret> secret(Secret secret) {
    return Map.of(Credential.CLIENT_SECRET, secret);
  }

  private static RotationRecord record(int days, @Nullable Instant requestedAt) {
    return new RotationRecord(
        2,
        NOW.minus(Duration.ofDays(20)),
        NOW.plus(Duration.ofDays(days)),
        NOW.plus(Duration.ofDays(3)),
        requestedAt,
        "n-1");
  }

  @Test
  void claimsThenWritesTheSecretLastButForTheRecord() {
    put(GIVEN);

    assertEquals(
        List.of("claim", "client-id", "refresh-token", "client-secret", "record"), store.writes);
    assertEquals(
        new RotationRecord(2, null, NOW.plus(Duration.ofDays(180)), null, null, null),
        store.recorded());
    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void writesOnlyWhatChangedAndNoRecordWithoutANewSecret() {
    all(SECRET);
    put(GIVEN);
    assertEquals(List.of(), store.writes);

    put(Map.of(Credential.REFRESH_TOKEN, OTHER));
    assertEquals(List.of("refresh-token"), store.writes);
  }

  @Test
  void writesAgainWhatDoesNotLieAsTheStackWantsIt() {
    all(SECRET);
    store.entry(record(50, NOW), RecordNotes.NONE);
    store.misshaped.put(Credential.CLIENT_SECRET, "has no reminder");

    put(GIVEN);

    assertEquals(List.of("claim", "client-secret", "record"), store.writes);
    RotationRecord before = record(50, NOW);
    assertEquals(
        new RotationRecord(
            3,
            before.rotatedAt(),
            before.expiresAt(),
            before.oldSecretExpiresAt(),
            before.requestedAt(),
            "n-1"),
        store.recorded(),
        "the text is the same: what is known of it stays");
  }

  @Test
  void aRunThatWasCutShortIsFinishedByTheNext() {
    store.failAt = 2;
    Result.Partly partly = assertInstanceOf(Result.Partly.class, put(GIVEN));
    assertEquals(List.of(Credential.CLIENT_ID), partly.written());
    assertEquals(Optional.of(Credential.REFRESH_TOKEN), partly.failed());
    assertEquals(List.of(Credential.CLIENT_SECRET), partly.missing());

    put(GIVEN);

    assertEquals(
        List.of(
            "claim", "client-id", "record", "claim", "refresh-token", "client-secret", "record"),
        store.writes);
  }

  @Test
  void aClaimThatFailsLeavesEverythingUnwritten() {
    store.failAt = 0;

    Result.Partly partly = assertInstanceOf(Result.Partly.class, put(GIVEN));

    assertEquals(List.of(), partly.written());
    assertEquals(3, partly.missing().size());
    assertEquals(List.of(), store.writes);
  }

  @Test
  void writesNothingWhereSomebodyElseWroteTheRecord() {
    Decision.Possible possible =
        assertInstanceOf(Decision.Possible.class, decide(GIVEN, Optional.empty()));
    store.hand(new StoredRecord.Absent());

    assertInstanceOf(Result.Lost.class, useCase().carryOut(possible, SOON));
    assertEquals(List.of("claim"), store.writes);
  }

  @Test
  void keepsTheMarkThatAnotherWriterSetsInTheMeantime() {
    all(OTHER);
    Instant requestedAt = NOW.minusSeconds(5);
    store.meanwhile = () -> store.entry(record(50, requestedAt), RecordNotes.NONE);

    put(secret(SECRET));

    assertEquals(requestedAt.plus(Duration.ofDays(7)), store.recorded().oldSecretExpiresAt());
  }

  @Test
  void keepsTheClaimOfAnAcceptanceThatHasStillToAnnounceWhereOnlyADateIsGiven() {
    all(SECRET);
    Claim claim = new Claim(NOW.minusSeconds(1), 1L, NOW.minus(Duration.ofDays(20)));
    store.entry(record(50, null), RecordNotes.NONE.claimed(claim));

    put(secret(SECRET), Optional.of(NOW.plus(Duration.ofDays(40))));

    assertEquals(claim, store.entries.getLast().notes().claim());
  }

  @Test
  void givesItsOwnClaimBack() {
    all(OTHER);

    put(secret(SECRET));

    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void handsAmazonsDatesOnFromTheStoredVersionOnly() {
    all(OTHER);
    store.entry(record(50, null), RecordNotes.NONE);
    store.secret(SECRET, NOW.minus(Duration.ofDays(1)));

    put(secret(SECRET), Optional.of(NOW.plus(Duration.ofDays(100))));

    assertEquals(3, store.recorded().secretVersion());
    assertNull(store.recorded().rotatedAt());
    assertNull(store.recorded().notificationId());
  }

  @Test
  void saysThatSomebodyElseStoredASecretInTheMeantime() {
    all(OTHER);
    store.meanwhile = () -> store.secret(Secret.of("thirdEXAMPLE"), NOW);

    assertTrue(assertInstanceOf(Result.Stored.class, put(secret(SECRET))).overwrote());
    assertEquals(4, store.recorded().secretVersion());
  }

  @Test
  void recordsTheSecretThoughAReaderIsAMomentBehind() {
    all(OTHER);
    store.unseen = 3;

    put(secret(SECRET));

    assertEquals(3, store.recorded().secretVersion());
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void writesNothingThatWasNotSeenToWork(Refusal refusal) {
    all(OTHER);
    seller = Optional.of(refusal);
    grantless = Optional.of(refusal);

    assertTrue(refusal(secret(SECRET)).contains("untouched"));
  }

  @Test
  void a403WithoutAReasonProvesNothingButACallWithoutASellerDoes() {
    all(OTHER);
    seller = Optional.of(Refusal.ACCESS_DENIED);
    assertInstanceOf(
        Authorization.Denied.class,
        assertInstanceOf(Decision.Possible.class, decide(GIVEN, Optional.empty()))
            .verdict()
            .authorization());

    grantless = Optional.of(Refusal.ACCESS_DENIED);
    assertTrue(refusal(GIVEN).contains("could not be seen"));
  }

  @Test
  void aProvenSecretIsStoredBesideAnAuthorizationThatIsGone() {
    all(OTHER);
    seller = Optional.of(Refusal.INVALID_GRANT);

    put(secret(SECRET));
    assertEquals(Optional.of(SECRET), store.secrets.getLast());

    store.writes.clear();
    assertTrue(
        refusal(Map.of(Credential.REFRESH_TOKEN, OTHER)).contains("the refresh token is wrong"));
  }

  @Test
  void storesWhatDoesNotWorkOnlyWhenForced() {
    seller = Optional.of(Refusal.SECRET_EXPIRED);
    Decision.Possible possible =
        assertInstanceOf(
            Decision.Possible.class,
            useCase()
                .decide(
                    new StoreCredentials.Request(GIVEN, Optional.empty(), Optional.empty(), true),
                    SOON));

    useCase().carryOut(possible, SOON);

    assertEquals(5, store.writes.size());
  }

  @Test
  void namesTheCredentialThatIsStillMissing() {
    assertEquals(
        "the client secret is not stored yet: give it as well (--client-secret)",
        refusal(Map.of(Credential.CLIENT_ID, Secret.of("idEXAMPLE"))));
  }

  @Test
  void aSecretThatCannotBeUsedIsNamedAndReplaced() {
    all(OTHER);
    store.secret(null, NOW);

    assertEquals(
        "the stored client secret cannot be used, because it holds a space: give it as well"
            + " (--client-secret)",
        refusal(Map.of(Credential.REFRESH_TOKEN, OTHER)));

    put(secret(SECRET));
    assertEquals(Optional.of(SECRET), store.secrets.getLast());
  }

  @Test
  void anotherTextTurnsTheMarkOfARotationIntoAGrace() {
    all(OTHER);
    Instant requestedAt = NOW.minus(Duration.ofHours(1));
    RecordNotes notes =
        RecordNotes.NONE
            .noticed(NOW)
            .seen(new RecordNotes.AmazonDates(NOW, NOW.plus(Duration.ofDays(180))));
    store.entry(record(50, requestedAt), notes);

    put(secret(SECRET));

    assertEquals(
        new RotationRecord(
            3,
            null,
            NOW.plus(Duration.ofDays(180)),
            requestedAt.plus(Duration.ofDays(7)),
            null,
            null),
        store.recorded());
    assertEquals(notes, store.entries.getLast().notes(), "what Amazon told stays");
  }

  @Test
  void assumesAGraceWhereTheRecordCannotBeRead() {
    store.hand(new StoredRecord.Broken("it is no JSON"));

    put(GIVEN);

    assertEquals(NOW.plus(Duration.ofDays(6)), store.recorded().oldSecretExpiresAt());
  }

  @Test
  void aTypedDateIsNotTheDayOnWhichAmazonMadeTheSecret() {
    Instant end = NOW.plus(Duration.ofDays(100));

    put(GIVEN, Optional.of(end));

    assertEquals(new RotationRecord(2, null, end, null, null, null), store.recorded());
  }

  @Test
  void aTypedDateOnlyMakesTheEndEarlier() {
    all(SECRET);
    store.entry(record(50, NOW), RecordNotes.NONE);
    Decision.Possible later =
        assertInstanceOf(
            Decision.Possible.class,
            decide(secret(SECRET), Optional.of(NOW.plus(Duration.ofDays(60)))));
    assertEquals(
        Optional.of("2026-07-21 counts, not 2026-07-31, because Amazon's message says so."),
        later.end().flatMap(SecretEnd::remark));
    useCase().carryOut(later, SOON);
    assertEquals(record(50, NOW), store.recorded());

    put(secret(SECRET), Optional.of(NOW.plus(Duration.ofDays(40))));
    assertEquals(record(40, NOW), store.recorded());
  }

  @Test
  void aSecretThatWasStoredBeforeIsNoYoungerForIt() {
    all(SECRET);
    store.secret(OTHER, NOW.minusSeconds(9));

    put(secret(SECRET), Optional.of(NOW.plus(Duration.ofDays(170))));

    assertEquals(NOW.plus(Duration.ofDays(160)), store.recorded().expiresAt());
  }

  @Test
  void aSecretOlderThanARequestLeavesItsMark() {
    all(SECRET);
    Instant requestedAt = NOW.minus(Duration.ofHours(1));
    store.entry(record(50, requestedAt), RecordNotes.NONE);
    store.secret(OTHER, NOW);

    put(secret(SECRET));

    assertEquals(requestedAt, store.recorded().requestedAt());
    assertEquals(record(50, null).oldSecretExpiresAt(), store.recorded().oldSecretExpiresAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theEndThatWasKnownComesBackWithItsSecret(int others) {
    all(SECRET);
    store.entry(record(50, null), RecordNotes.NONE);
    for (int i = 1; i <= others; i++) {
      store.secret(OTHER, NOW);
      store.entry(
          new RotationRecord(2 + i, null, NOW.plusSeconds(i), null, null, null), RecordNotes.NONE);
    }
    Instant typed = NOW.plus(Duration.ofDays(60));

    Decision.Possible possible =
        assertInstanceOf(Decision.Possible.class, decide(secret(SECRET), Optional.of(typed)));
    useCase().carryOut(possible, SOON);

    assertEquals(
        Optional.of("2026-07-21 counts, not 2026-07-31, because Amazon's message says so."),
        possible.end().flatMap(SecretEnd::remark));
    assertEquals(record(50, null).expiresAt(), store.recorded().expiresAt());
  }

  @Test
  void saysWhenToTryAgainWhileANewSecretIsBeingStored() {
    all(OTHER);
    store.entry(
        record(50, NOW), RecordNotes.NONE.claimed(new Claim(NOW.plusSeconds(121), 2L, NOW)));
    // The claim is as old as its entry, and no invocation lives for a day.
    RecordEntry entry = store.entries.removeLast();
    store.entries.add(
        new RecordEntry(entry.version(), NOW, entry.record(), entry.follows(), entry.notes()));

    assertEquals(
        "a new client secret is being stored right now; try again in 3 minutes",
        refusal(secret(SECRET)));
    put(Map.of(Credential.REFRESH_TOKEN, OTHER));
    assertEquals(List.of("refresh-token"), store.writes, "what is no secret may be written");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 182, 4000})
  void refusesADayOnWhichNoSecretCanExpire(long days) {
    Decision.Refused refused =
        assertInstanceOf(
            Decision.Refused.class, decide(GIVEN, Optional.of(NOW.plus(Duration.ofDays(days)))));

    assertTrue(refused.why().startsWith("--expires"), refused.why());
    assertEquals(List.of(), store.writes);
  }
}
