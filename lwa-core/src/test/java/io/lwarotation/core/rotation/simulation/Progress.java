package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells now and then how far a run is and when it will end: at most twenty lines a run.
 *
 * @param what is counted
 * @param startedAt in nanoseconds
 */
record Progress(String what, long all, long startedAt) {
  private static final int LINES = 20;

  /** A line, if it is time for one. */
  Optional<String> line(long done, long failed, long now) {
    if (done % Math.max(1, all / LINES) != 0 || all == 1) {
      return Optional.empty();
    }
    double seconds = (now - startedAt) / 1e9;
    Duration left = Duration.ofSeconds(Math.round(seconds / done * (all - done)));
    return Optional.of(
        "%,d of %,d %s, %,d failed, %,.0f a second, %s left"
            .formatted(done, all, what, failed, done / seconds, left.toString().substring(2)));
  }
}
