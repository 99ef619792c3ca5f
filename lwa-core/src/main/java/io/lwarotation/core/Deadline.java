package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment by which an answer must be there. Every port that waits takes one. */
public final class Deadline {
  private final InstantSource clock;
  private final Instant end;

  private Deadline(InstantSource clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  /** A deadline that lies {@code budget} ahead of the clock. */
  public static Deadline in(Duration budget, InstantSource clock) {
    return new Deadline(clock, clock.instant().plus(budget));
  }

  /** The same, or one that lies {@code limit} ahead of now if that is sooner. */
  public Deadline within(Duration limit) {
    Instant sooner = clock.instant().plus(limit);
    return sooner.isBefore(end) ? new Deadline(clock, sooner) : this;
  }

  /** What is left, never negative. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The shorter of what is left and {@code limit}. */
  public Duration atMost(Duration limit) {
    Duration left = remaining();
    return left.compareTo(limit) < 0 ? left : limit;
  }
}
