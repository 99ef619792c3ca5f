package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves forward. */
final class SimulatedClock implements InstantSource {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  void advanceTo(Instant at) {
    if (at.isAfter(now)) {
      now = at;
    }
  }

  double day() {
    return Duration.between(START, now).toSeconds() / 86_400.0;
  }
}
