package io.lwarotation.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls of SP-API, as far as they are known: from the metric, which reaches back two weeks, and
 * from the watch's memory.
 *
 * @param first end of the first hour with a call
 * @param last end of the last hour with a call
 * @param lastGood end of the last hour in which one succeeded
 */
public record CallHistory(
    Optional<Instant> first, Optional<Instant> last, Optional<Instant> lastGood) {
  /** How exact the dates are: they are ends of hours. */
  public static final Duration HOUR = Duration.ofHours(1);

  /** No call is known. */
  public static final CallHistory NONE =
      new CallHistory(Optional.empty(), Optional.empty(), Optional.empty());

  /** What this one and an earlier one know together. */
  CallHistory and(CallHistory earlier) {
    return new CallHistory(
        Stream.of(first, earlier.first).flatMap(Optional::stream).min(Instant::compareTo),
        later(last, earlier.last),
        later(lastGood, earlier.lastGood));
  }

  /** Without what a wrong clock put into the future. */
  CallHistory until(Instant now) {
    return new CallHistory(
        first.filter(at -> !at.isAfter(now)),
        last.filter(at -> !at.isAfter(now)),
        lastGood.filter(at -> !at.isAfter(now)));
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Instant::compareTo);
  }
}
