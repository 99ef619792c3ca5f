package io.lwarotation.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still unless it is moved, and moves forward only. FakeAmazon and LocalAws
 * share one, so that half a year passes for both in one call. May be used by several threads.
 */
public final class MovableClock implements InstantSource {
  private final ReentrantLock moves = new ReentrantLock();
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  private MovableClock(Instant start) {
    this.now = start;
  }

  /** A clock that stands at {@code start}. */
  public static MovableClock at(Instant start) {
    return new MovableClock(start);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves the clock forward by {@code step}; zero only calls the followers.
   *
   * @throws IllegalArgumentException if the step is negative
   */
  public void advance(Duration step) {
    move(() -> now.plus(step));
  }

  /**
   * Moves the clock to {@code moment}.
   *
   * @throws IllegalArgumentException if that lies before the clock
   */
  public void moveTo(Instant moment) {
    move(() -> moment);
  }

  private void move(InstantSource target) {
    if (moves.isHeldByCurrentThread()) {
      throw new IllegalStateException("A follower of the clock must not move it.");
    }
    moves.lock();
    try {
      Instant moment = target.instant();
      if (moment.isBefore(now)) {
        throw new IllegalArgumentException(
            "The clock stands at " + now + " and moves forward only, not to " + moment + ".");
      }
      now = moment;
      followers.forEach(Runnable::run);
    } finally {
      moves.unlock();
    }
  }

  /**
   * Adds what is done after each move, one after the other in the order in which they were added,
   * on the thread that moves the clock: when a move returns, all that became due is done. A
   * follower must not move the clock.
   *
   * @return takes it away again when it is run
   */
  public Runnable follow(Runnable follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public String toString() {
    return "MovableClock[" + now + "]";
  }
}
