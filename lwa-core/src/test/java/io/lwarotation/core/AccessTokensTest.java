package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final AccessTokens tokens = new AccessTokens(store, lwa, clock);

  @Test
  void keepsATokenUntilFiveMinutesBeforeItsEnd() {
    AccessTokens.Session first = granted();
    clock.advance(Duration.ofMinutes(55).minusMillis(1));
    assertSame(first, granted());

    clock.advance(Duration.ofMillis(1));

    assertNotSame(first, granted());
    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aRotationThatAnotherAuthorizationsReadingShowedCostsNoReading() {
    granted();
    store.newest = Fakes.credentials(8, Fakes.NOW);

    assertEquals(8, granted().credentials().secretVersion());
    granted();

    assertEquals(1, store.reads.size());
    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aSecretThatAnotherReadingShowedAndLwaRefusesDoesNotCostTheGoodToken() {
    AccessTokens.Session first = granted();
    store.newest = Fakes.credentials(8, Fakes.NOW);
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));

    assertEquals(first.token(), granted().token());
    assertEquals(first.token(), granted().token());

    assertEquals(2, lwa.asked.size(), "asked once");
    clock.advance(Duration.ofHours(1));
    granted();
    assertEquals(2, store.reads.size());
  }

  @Test
  void discardingAnOldSessionLeavesTheNewerOne() {
    AccessTokens.Session old = granted();
    tokens.discard(old);
    AccessTokens.Session newer = granted();

    tokens.discard(old);

    assertSame(newer, granted());
  }

  @Test
  void nobodyWhoDidNotWaitHearsAnOldFailure() {
    lwa.failures.add(Fakes.lwa(429, Refusal.THROTTLED));
    assertInstanceOf(AccessTokens.Result.NotGranted.class, tokens.current(deadline()));

    granted();
  }

  @Test
  void aSecondReadingThatFailsLeavesWhatLwaSaidOfTheFirst() {
    StoreException silence = new StoreException(StoreException.Kind.UNREACHABLE, "none", null);
    store.next =
        () -> {
          store.next =
              () -> {
                throw silence;
              };
          return store.stored;
        };
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));

    var failed = assertInstanceOf(AccessTokens.Result.NotGranted.class, tokens.current(deadline()));

    assertInstanceOf(AmazonException.Refused.class, failed.reason());
    assertSame(silence, failed.reason().getSuppressed()[0]);
  }

  @Test
  void renewsASessionOnceHoweverManyAskForIt() {
    AccessTokens.Session old = granted();

    tokens.renew(old, deadline());
    tokens.renew(old, deadline());

    assertNotSame(old, granted());
    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aRenewalThatFailsLeavesTheOldSession() {
    AccessTokens.Session old = granted();
    lwa.failures.add(Fakes.lwa(429, Refusal.THROTTLED));

    tokens.renew(old, deadline());

    assertSame(old, granted());
  }

  private AccessTokens.Session granted() {
    return assertInstanceOf(AccessTokens.Result.Granted.class, tokens.current(deadline()))
        .session();
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(10), clock);
  }
}
