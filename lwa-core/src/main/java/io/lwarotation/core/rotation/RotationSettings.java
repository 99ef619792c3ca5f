package io.lwarotation.core.rotation;

import java.time.Duration;

/**
 * The spans of time that rotation is decided by.
 *
 * @param dueBefore how long before its expiry a secret is due for rotation
 * @param inFlight how long the new secret is awaited after it was asked for, before a person is
 *     told
 * @param grace how long LWA accepts the old secret after a rotation
 * @param noticeEvery how often a person is told of the same trouble, at most
 */
public record RotationSettings(
    Duration dueBefore, Duration inFlight, Duration grace, Duration noticeEvery) {
  /**
   * What Amazon's rules ask for: see the ADR on rotation. A notice goes out with the first run in
   * 23 hours: a schedule may start a run some seconds earlier than the day before, and the next one
   * is six hours later.
   */
  public static final RotationSettings STANDARD =
      new RotationSettings(
          Duration.ofDays(30), Duration.ofDays(2), Duration.ofDays(7), Duration.ofHours(23));
}
