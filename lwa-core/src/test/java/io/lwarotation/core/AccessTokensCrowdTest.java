package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many callers at once. */
final class AccessTokensCrowdTest {
  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final AccessTokens tokens = new AccessTokens(store, lwa, clock);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void waitsForAnotherCallersTokenNoLongerThanItsDeadline() throws Exception {
    Thread slow = slow(this::granted);

    Deadline soon = Deadline.in(Duration.ofMillis(20), InstantSource.system());
    StoreException failure = assertThrows(StoreException.class, () -> tokens.current(soon));

    assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    go.countDown();
    slow.join();
  }

  @Test
  void nobodyWaitsForTheTokenOfANewerSecretWhileTheKeptOneIsGood() throws Exception {
    AccessTokens tokens =
        new AccessTokens(
            store,
            (grant, deadline) -> {
              if (!lwa.asked.isEmpty()) {
                await(go);
              }
              return lwa.exchange(grant, deadline);
            },
            clock);
    Object kept = outcome(tokens, realTime());
    store.newest = Fakes.credentials(8, Fakes.NOW);
    Thread slow = Thread.ofPlatform().start(() -> outcome(tokens, realTime()));
    allWait(List.of(slow));

    assertEquals(kept, outcome(tokens, Deadline.in(Duration.ofMillis(20), InstantSource.system())));

    go.countDown();
    slow.join();
    assertEquals(2, lwa.asked.size());
  }

  /** Whoever was refused may have little time left. */
  @Test
  void forgettingATokenWaitsForNoRenewal() throws Exception {
    AccessTokens.Session old = granted();
    Thread slow = slow(() -> tokens.renew(old, realTime()));
    Thread forgets = Thread.ofPlatform().start(() -> tokens.discard(old));
    while (forgets.getState() != Thread.State.WAITING && forgets.isAlive()) {
      Thread.onSpinWait();
    }

    assertEquals(Thread.State.TERMINATED, forgets.getState());

    go.countDown();
    slow.join();
    granted();
    assertEquals(2, lwa.asked.size());
  }

  /** All begin while the first one is being refused. */
  @Test
  void manyCallersShareOneFailureAndAllHearTheReason() throws Exception {
    for (int i = 0; i < 100; i++) {
      lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));
    }
    List<AccessTokens.Result> results = new CopyOnWriteArrayList<>();
    holdTheFirstReading(() -> store.stored);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      callers.add(Thread.ofPlatform().start(() -> results.add(tokens.current(realTime()))));
    }
    allWait(callers);
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertEquals(100, results.size());
    for (AccessTokens.Result result : results) {
      var failed = assertInstanceOf(AccessTokens.Result.NotGranted.class, result);
      var refused = assertInstanceOf(AmazonException.Refused.class, failed.reason());
      assertEquals(Refusal.INVALID_CLIENT, refused.refusal());
    }
    assertEquals(2, lwa.asked.size());
    assertEquals(2, store.reads.size());
  }

  @Test
  void whoeverWaitedHearsTooWhatTheStoreRefused() throws Exception {
    StoreException refused = new StoreException(StoreException.Kind.REFUSED, "refused", null);

    Object heard =
        heardByOneWhoWaits(
            Duration.ZERO,
            deadline(),
            () -> {
              throw refused;
            });

    assertSame(refused, heard);
    assertEquals(1, store.reads.size());
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "1999,true", "2000,false"})
  void aFailureIsSharedForTwoSeconds(long millisLater, boolean shared) throws Exception {
    lwa.failures.add(Fakes.lwa(429, Refusal.THROTTLED));

    Object heard =
        heardByOneWhoWaits(Duration.ofMillis(millisLater), deadline(), () -> store.stored);

    assertEquals(shared, heard instanceof AccessTokens.Result.NotGranted);
    assertEquals(shared ? 1 : 2, lwa.asked.size());
  }

  /** Its time was short; the others have theirs. */
  @Test
  void aFailureForWantOfTimeIsNotShared() throws Exception {
    lwa.failures.add(Fakes.lwa(429, Refusal.THROTTLED));

    Object heard =
        heardByOneWhoWaits(Duration.ZERO, Deadline.in(Duration.ZERO, clock), () -> store.stored);

    assertInstanceOf(AccessTokens.Result.Granted.class, heard);
  }

  /** Whoever stopped it meant that caller alone. */
  @Test
  void aFailureOfAnInterruptedCallerIsNotShared() throws Exception {
    Object heard =
        heardByOneWhoWaits(
            Duration.ZERO,
            deadline(),
            () -> {
              Thread.currentThread().interrupt();
              throw new StoreException(StoreException.Kind.UNREACHABLE, "interrupted", null);
            });

    assertInstanceOf(AccessTokens.Result.Granted.class, heard);
  }

  @Test
  void whateverFailsTheNextCallerIsLetIn() throws Exception {
    StoreException refused = new StoreException(StoreException.Kind.REFUSED, "refused", null);
    AccessTokens.Session session = granted();
    AccessTokens tokens =
        new AccessTokens(
            _ -> {
              throw refused;
            },
            lwa,
            clock);
    for (int i = 0; i < 2; i++) {
      assertThrows(StoreException.class, () -> tokens.current(deadline()));
    }
    tokens.discard(session);
    tokens.discardFallback(session);
    tokens.renew(session, deadline());

    Thread other =
        Thread.ofPlatform()
            .start(() -> assertThrows(StoreException.class, () -> tokens.current(deadline())));
    other.join();
    assertEquals(Thread.State.TERMINATED, other.getState());
  }

  @Test
  void anInterruptedCallerStopsWaitingAndStaysInterrupted() throws Exception {
    Thread slow = slow(this::granted);
    Thread.currentThread().interrupt();

    StoreException failure = assertThrows(StoreException.class, () -> tokens.current(realTime()));

    assertTrue(Thread.interrupted());
    assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    go.countDown();
    slow.join();
  }

  /** Reads the store until the latch goes. */
  private Thread slow(Runnable call) {
    holdTheFirstReading(() -> store.stored);
    Thread slow = Thread.ofPlatform().start(call);
    allWait(List.of(slow));
    return slow;
  }

  private void holdTheFirstReading(Supplier<StoredCredentials> then) {
    store.next =
        () -> {
          store.next = () -> store.stored;
          await(go);
          return then.get();
        };
  }

  /**
   * What a caller hears who waits while another one's attempt fails.
   *
   * @param later by its clock, when it gets its turn
   */
  private @Nullable Object heardByOneWhoWaits(
      Duration later, Deadline ofTheOther, Supplier<StoredCredentials> reading) throws Exception {
    AtomicReference<@Nullable Thread> late = new AtomicReference<>();
    AccessTokens tokens =
        new AccessTokens(
            store,
            lwa,
            () -> Thread.currentThread().equals(late.get()) ? Fakes.NOW.plus(later) : Fakes.NOW);
    holdTheFirstReading(reading);
    Thread other = Thread.ofPlatform().start(() -> outcome(tokens, ofTheOther));
    allWait(List.of(other));
    AtomicReference<@Nullable Object> heard = new AtomicReference<>();
    Thread waits = Thread.ofPlatform().unstarted(() -> heard.set(outcome(tokens, realTime())));
    late.set(waits);
    waits.start();
    allWait(List.of(waits));
    go.countDown();
    other.join();
    waits.join();
    return heard.get();
  }

  private static Object outcome(AccessTokens tokens, Deadline deadline) {
    try {
      return tokens.current(deadline);
    } catch (StoreException e) {
      return e;
    }
  }

  /** Until each of them waits, for the other or for the test. */
  private static void allWait(List<Thread> threads) {
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
  }

  private static Deadline realTime() {
    return Deadline.in(Duration.ofSeconds(10), InstantSource.system());
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

  private AccessTokens.Session granted() {
    return assertInstanceOf(AccessTokens.Result.Granted.class, tokens.current(deadline()))
        .session();
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(10), clock);
  }
}
