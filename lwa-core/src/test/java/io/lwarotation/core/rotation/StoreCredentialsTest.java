package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreCredentialsTest extends StoreCredentialsCase {
  @Test
  void claimsThenWritesTheSecretLastButForTheRecord() {
    put(GIVEN);

    assertEquals(
        List.of("claim", "client-id", "refresh-token", "client-secret", "record"), store.writes);
    assertEquals(RotationRecord.of(2, inDays(180)), store.recorded());
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
    store.entry(record(50, NOW));
    store.misshaped.put(Credential.CLIENT_SECRET, "has no reminder");

    put(GIVEN);

    assertEquals(List.of("claim", "client-secret", "record"), store.writes);
    assertEquals(
        record(50, NOW).inVersion(3),
        store.recorded(),
        "the text is the same: what is known of it stays");
  }

  /** Which write fails, and what is told of it. */
  @ParameterizedTest
  @CsvSource({
    "0, '', '', client-id refresh-token client-secret, ''",
    "2, client-id, refresh-token, client-secret, claim client-id record",
    "3, client-id refresh-token, client-secret, '', claim client-id refresh-token record",
    "4, client-id refresh-token client-secret, '', '', claim client-id refresh-token client-secret"
  })
  void aRunThatWasCutShortSaysWhatIsMissingAndIsFinishedByTheNext(
      int failAt, String written, String failed, String missing, String writes) {
    store.failAt = failAt;

    Result.Partly partly = assertInstanceOf(Result.Partly.class, put(GIVEN));

    assertEquals(written, keys(partly.written().stream()));
    assertEquals(failed, keys(partly.failed().stream()));
    assertEquals(missing, keys(partly.missing().stream()));
    assertEquals(writes, String.join(" ", store.writes));

    store.now = NOW.plus(Duration.ofMinutes(6)); // the claim is over
    put(GIVEN, Optional.of(inDays(180)));
    assertEquals(Optional.of(SECRET), store.secrets.getLast());
    assertEquals(RotationRecord.of(2, inDays(180)), store.recorded());
  }

  private static String keys(Stream<Credential> credentials) {
    return credentials.map(Credential::key).collect(Collectors.joining(" "));
  }

  @Test
  void writesNothingWhereSomebodyElseWroteTheRecord() {
    Decision.Possible possible = possible(GIVEN, Optional.empty());
    store.hand(new StoredRecord.Absent());

    assertInstanceOf(Result.Lost.class, useCase().carryOut(possible, SOON));
    assertEquals(List.of("claim"), store.writes);
  }

  @Test
  void saysThatSomebodyElseStoredASecretInTheMeantime() {
    all(OTHER);
    store.meanwhile.add(() -> store.secret(Secret.of("thirdEXAMPLE"), NOW));

    assertTrue(assertInstanceOf(Result.Stored.class, put(secret(SECRET))).overwrote());
    assertEquals(4, store.recorded().secretVersion());

    assertFalse(assertInstanceOf(Result.Stored.class, put(secret(OTHER))).overwrote());
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

    String why = refusal(secret(SECRET));

    assertTrue(why.contains("the stored ones are unchanged"), why);
    assertFalse(why.contains(refusal.name()), why);
    boolean passes =
        Set.of(Refusal.THROTTLED, Refusal.UNAVAILABLE, Refusal.AMAZON_EXPIRED).contains(refusal);
    assertEquals(passes, why.contains("try again in a while"), why);
    assertEquals(
        Set.of(Refusal.INVALID_GRANT, Refusal.TOKEN_INVALID).contains(refusal),
        why.contains("Authorize the application again"),
        why);
  }

  @Test
  void a403WithoutAReasonProvesNothingButACallWithoutASellerDoes() {
    all(OTHER);
    seller = Optional.of(Refusal.ACCESS_DENIED);
    assertInstanceOf(
        Authorization.Denied.class,
        possible(secret(SECRET), Optional.empty()).verdict().authorization());

    grantless = Optional.of(Refusal.ACCESS_DENIED);
    assertTrue(refusal(GIVEN).contains("no call shows"));
  }

  @Test
  void aNewRefreshTokenThatOnlyGotA403WithoutAReasonIsRefused() {
    all(SECRET);
    seller = Optional.of(Refusal.ACCESS_DENIED);

    String why = refusal(Map.of(Credential.REFRESH_TOKEN, OTHER));

    assertTrue(why.contains("has not authorized it again"), why);
    assertTrue(why.contains("set probe"), why);
    assertTrue(why.contains("--force"), why);
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
        assertInstanceOf(Decision.Possible.class, decide(GIVEN, Optional.empty(), true));

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
  void saysWhenToTryAgainWhileANewSecretIsBeingStored() {
    all(OTHER);
    Claim claim = new Claim(NOW.plusSeconds(121), 2L, NOW);
    store.entry(NOW, record(50, NOW), RecordNotes.NONE.claimed(claim));

    assertEquals(
        "a new client secret is being stored right now; try again in 3 minutes",
        refusal(secret(SECRET)));
    put(Map.of(Credential.REFRESH_TOKEN, OTHER));
    assertEquals(List.of("refresh-token"), store.writes, "what is no secret may be written");
  }
}
