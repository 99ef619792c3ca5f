package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.util.Optional;

/** Tells now and then how far a run is and when it will end: at most twenty lines a run. */
final class Progress {
  private static final int LINES = 20;

  private final String what;
  private final long all;
  private final long step;
  private final long startedAt;

  /**
   * @param what is counted
   * @param startedAt in nanoseconds
   */
  Progress(String what, long all, long startedAt) {
    this.what = what;
    this.all = all;
    this.step = Math.max(1, all / LINES);
    this.startedAt = startedAt;
  }

  /** A line, if it is time for one. */
  Optional<String> line(long done, long failed, long now) {
    if (done % step != 0 || all == 1) {
      return Optional.empty();
    }
    double seconds = (now - startedAt) / 1e9;
    long left = Math.round(seconds / done * (all - done));
    return Optional.of(
        "%,d of %,d %s, %,d failed, %,.0f a second, %s left"
            .formatted(done, all, what, failed, done / seconds, inWords(Duration.ofSeconds(left))));
  }

  private static String inWords(Duration left) {
    return left.toHours() > 0
        ? "%d h %02d min".formatted(left.toHours(), left.toMinutesPart())
        : left.toMinutes() > 0
            ? "%d min %02d s".formatted(left.toMinutes(), left.toSecondsPart())
            : left.toSeconds() + " s";
  }
}
