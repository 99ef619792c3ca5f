package io.lwarotation.core.sweep;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many authorizations are tried at once. Login with Amazon does not say how much it bears: when
 * it answers 429, half as many go on at once, and after each {@value #GOOD_BEFORE_MORE} good ones
 * one more, up to where it began.
 */
final class Pace {
  private static final int GOOD_BEFORE_MORE = 20;

  private final int most;
  private final Semaphore places;
  private int allowed;
  private int lowest;
  private int owed; // places that are taken away as soon as they are given back
  private int good;

  Pace(int most) {
    this.most = most;
    this.allowed = most;
    this.lowest = most;
    this.places = new Semaphore(most);
  }

  /** Waits for a place; false if none came in time. */
  boolean enter(Duration longest) {
    try {
      return places.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the place back. */
  synchronized void leave() {
    if (owed > 0) {
      owed--;
    } else {
      places.release();
    }
  }

  /** How many go on at once. */
  synchronized int allowed() {
    return allowed;
  }

  /**
   * Login with Amazon answered 429.
   *
   * @param then how many went on at once when it was asked: those who were at it together slow down
   *     once
   * @return false if they have already
   */
  synchronized boolean halve(int then) {
    if (allowed < then) {
      return false;
    }
    int next = Math.max(1, allowed / 2);
    owed += allowed - next;
    allowed = next;
    lowest = Math.min(lowest, allowed);
    good = 0;
    return true;
  }

  /** Login with Amazon answered. */
  synchronized void good() {
    if (allowed < most && ++good >= GOOD_BEFORE_MORE) {
      good = 0;
      allowed++;
      if (owed > 0) {
        owed--;
      } else {
        places.release();
      }
    }
  }

  /** The fewest that were tried at once. */
  synchronized int lowest() {
    return lowest;
  }
}
