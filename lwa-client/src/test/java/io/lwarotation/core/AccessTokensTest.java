package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void readsTheCredentialsAnewForEachToken() {
    granted();
    clock.advance(Duration.ofHours(1));
    store.stored = Fakes.credentials(8, Fakes.NOW);

    assertEquals(8, granted().credentials().secretVersion());
    assertEquals(2, store.reads.size());
  }

  @Test
  void doesNotKeepATokenThatLivesForLessThanFiveMinutes() {
    lwa.expiresIn = Duration.ofMinutes(4);
    granted();
    granted();

    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aTokenThatWasPreparedIsTheFirstCalls() {
    tokens.prepare(deadline());

    granted();

    assertEquals(1, store.reads.size());
    assertEquals(1, lwa.asked.size());
  }

  @Test
  void whatWentWrongInPreparingIsToldOnceAndAsksNobody() {
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));
    tokens.prepare(deadline());

    assertInstanceOf(AccessTokens.Result.NotGranted.class, tokens.current(deadline()));
    assertEquals(1, lwa.asked.size());

    granted();
    assertEquals(2, store.reads.size());
  }

  @Test
  void aStoreThatRefusedInPreparingRefusesTheFirstCallWithTheSameReason() {
    StoreException refused = new StoreException(StoreException.Kind.REFUSED, "refused", null);
    store.next =
        () -> {
          throw refused;
        };
    tokens.prepare(deadline());

    assertSame(refused, assertThrows(StoreException.class, () -> tokens.current(deadline())));
    assertEquals(1, store.reads.size());
  }

  @Test
  void evenAFaultOfThisProgramWaitsForTheFirstCall() {
    store.next =
        () -> {
          throw new IllegalStateException("a fault");
        };
    tokens.prepare(deadline());

    assertThrows(IllegalStateException.class, () -> tokens.current(deadline()));
  }

  @Test
  void aPreparedTokenThatWasRefusedIsMadeAnew() {
    tokens.prepare(deadline());
    tokens.discard(granted());

    granted();

    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aFailureInPreparingIsForgottenAfterTenSeconds() {
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));
    tokens.prepare(deadline());
    clock.advance(Duration.ofSeconds(10));

    granted();

    assertEquals(2, lwa.asked.size());
  }

  @Test
  void aFailureForWantOfTimeInPreparingIsNotTheFirstCalls() {
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));
    tokens.prepare(Deadline.in(Duration.ZERO, clock));

    granted();
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
  void saysWhichCredentialsGotNoToken() {
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));

    AccessTokens.Result.NotGranted result =
        assertInstanceOf(AccessTokens.Result.NotGranted.class, tokens.current(deadline()));

    assertEquals(7, result.credentials().secretVersion());
  }

  @Test
  @Timeout(20)
  void manyCallersMakeOneToken() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    StoredCredentials stored = store.stored;
    store.next =
        () -> {
          reading.countDown();
          await(go);
          return stored;
        };
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<AccessTokens.Session>> sessions = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sessions.add(callers.submit(this::granted));
      }
      await(reading);
      go.countDown();
      AccessTokens.Session first = sessions.getFirst().get();
      for (Future<AccessTokens.Session> session : sessions) {
        assertSame(first, session.get());
      }
    }

    assertEquals(1, lwa.asked.size());
    assertEquals(1, store.reads.size());
  }

  @Test
  @Timeout(20)
  void waitsForAnotherCallersTokenNoLongerThanItsDeadline() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    StoredCredentials stored = store.stored;
    store.next =
        () -> {
          reading.countDown();
          await(go);
          return stored;
        };
    try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
      Future<AccessTokens.Session> slow = callers.submit(this::granted);
      await(reading);

      Deadline soon = Deadline.in(Duration.ofMillis(20), InstantSource.system());
      StoreException failure = assertThrows(StoreException.class, () -> tokens.current(soon));

      assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
      go.countDown();
      slow.get();
    }
  }

  private AccessTokens.Session granted() {
    return assertInstanceOf(AccessTokens.Result.Granted.class, tokens.current(deadline()))
        .session();
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(10), clock);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
