package io.lwarotation.local;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who does something after each move of a {@link MovableClock}, one after the other, in the order
 * in which they were added, on the thread that moves the clock: when a move returns, all that
 * became due is done. A follower must not move the clock.
 */
public final class Followers {
  private final List<Consumer<Instant>> followers = new CopyOnWriteArrayList<>();

  Followers() {}

  /**
   * Adds one, which gets the new time.
   *
   * @return takes it away again when it is run
   */
  public Runnable add(Consumer<Instant> follower) {
    Consumer<Instant> own = // one that is added twice is two, each ended alone
        moment -> follower.accept(moment);
    followers.add(own);
    return () -> followers.remove(own);
  }

  void moved(Instant now) {
    followers.forEach(follower -> follower.accept(now));
  }
}
