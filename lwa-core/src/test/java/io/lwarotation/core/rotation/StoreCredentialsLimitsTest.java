package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person's request comes to, where it just does or just does not. */
class StoreCredentialsLimitsTest extends StoreCredentialsCase {
  private static final Map<Credential, Secret> TOKEN = Map.of(Credential.REFRESH_TOKEN, OTHER);
  private static final Map<Credential, Secret> NOTHING = Map.of();

  @BeforeEach
  void storeAll() {
    all(OTHER);
  }

  private String refusal(Map<Credential, Secret> given, Optional<Instant> typed) {
    return assertInstanceOf(Decision.Refused.class, decide(given, typed, false)).why();
  }

  @ParameterizedTest
  @CsvSource({"-86400,false", "-86399,true", "15638400,true", "15638401,false"})
  void aDayMayBeOneOffInAnyTimeZone(long seconds, boolean fits) {
    Decision decision = decide(secret(SECRET), Optional.of(NOW.plusSeconds(seconds)), false);

    assertEquals(fits, decision instanceof Decision.Possible, decision::toString);
  }

  @Test
  void aDateAloneWaitsForWhoeverIsStoringAndForceDoesNot() {
    storing();

    assertTrue(
        refusal(NOTHING, Optional.of(NOW))
            .startsWith("a new client secret is being stored right now"));
    assertInstanceOf(Decision.Possible.class, decide(NOTHING, Optional.of(NOW), true));
    assertInstanceOf(Decision.Possible.class, decide(NOTHING, Optional.empty(), false));
  }

  /** An acceptance stores at this moment. */
  private void storing() {
    Claim claim = new Claim(NOW.plusSeconds(1), 2L, NOW);
    store.entry(NOW, RotationRecord.of(2, inDays(9)), RecordNotes.NONE.claimed(claim));
  }

  @Test
  void anAuthorizationThatIsNotSeenToWorkStopsEverythingButASecretThatIsProven() {
    seller = Optional.of(Refusal.THROTTLED);

    assertTrue(
        refusal(TOKEN, Optional.empty())
            .startsWith("no call shows whether these credentials work"));
    assertInstanceOf(Decision.Possible.class, decide(secret(SECRET), Optional.empty(), false));
    assertInstanceOf(Decision.Possible.class, decide(TOKEN, Optional.empty(), true));
  }

  @Test
  void recordsADateWithoutWritingAnyCredential() {
    Instant typed = inDays(50);
    Decision.Possible possible = possible(NOTHING, Optional.of(typed));
    assertEquals(List.of(), possible.changed());
    RotationRecord record = RotationRecord.of(2, typed);

    assertEquals(new Result.Stored(Optional.of(record), false), useCase().carryOut(possible, SOON));

    assertEquals(List.of("record"), store.writes);
    assertEquals(record, store.recorded());
  }

  @Test
  void namesNoEndWhereTheSecretIsNotTouched() {
    Decision.Possible possible = possible(TOKEN, Optional.empty());

    assertEquals(Optional.empty(), possible.end());
    assertEquals(new Result.Stored(Optional.empty(), false), useCase().carryOut(possible, SOON));
  }

  @Test
  void hasNoRightToGiveBackWhereItTookNone() {
    Decision.Possible possible = possible(TOKEN, Optional.empty());
    store.failAt = 0;

    assertInstanceOf(Result.Partly.class, useCase().carryOut(possible, SOON));

    assertEquals(List.of(), store.writes);
  }

  @Test
  void aDateLeavesTheClaimOfAnAcceptanceThatDied() {
    Instant end = inDays(50);
    RotationRecord record = new RotationRecord(2, NOW, end, null, NOW, "n-1");
    Claim claim = new Claim(NOW.minusSeconds(1), 1L, NOW);
    store.entry(record, RecordNotes.NONE.claimed(claim));

    useCase().carryOut(possible(NOTHING, Optional.of(inDays(90))), SOON);
    assertEquals(record, store.recorded());
    assertEquals(claim, store.entries.getLast().notes().claim());

    useCase().carryOut(possible(secret(SECRET), Optional.empty()), SOON);
    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void aDateEndsTheClaimOfAPersonWhoseCommandDied() {
    RotationRecord record = RotationRecord.of(2, NOW);
    store.entry(record, RecordNotes.NONE.claimed(new Claim(NOW.minusSeconds(1), 1L, null)));

    useCase().carryOut(possible(NOTHING, Optional.of(NOW)), SOON);

    assertNull(store.entries.getLast().notes().claim());
  }

  @Test
  void aDateTakesNothingFromARecordOfAnotherSecret() {
    Instant grace = inDays(3);
    Instant longAgo = inDays(-25);
    store.entry(new RotationRecord(1, longAgo, NOW, grace, NOW, "n-1"));
    Instant typed = inDays(50);

    useCase().carryOut(possible(NOTHING, Optional.of(typed)), SOON);

    assertEquals(RotationRecord.of(2, typed).graced(grace).marked(NOW), store.recorded());
  }
}
