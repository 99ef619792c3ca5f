package io.lwarotation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MovableClockTest {
  private static final Instant START = Instant.parse("2026-06-10T22:09:17.456Z");

  private final MovableClock clock = MovableClock.at(START);

  @Test
  void standsStillUnlessItIsMovedForward() {
    assertEquals(START, clock.instant());
    clock.advance(Duration.ofDays(150));
    assertEquals(START.plus(Duration.ofDays(150)), clock.instant());
    clock.moveTo(START.plus(Duration.ofDays(180)));
    assertThrows(IllegalArgumentException.class, () -> clock.moveTo(START));
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    assertEquals(START.plus(Duration.ofDays(180)), clock.instant());
  }

  @Test
  void callsFollowersInTheirOrderBeforeTheMoveReturnsUntilTheyAreEnded() {
    List<String> told = new ArrayList<>();
    clock.follow(() -> told.add("first " + clock.instant()));
    Runnable end = clock.follow(() -> told.add("second"));
    clock.advance(Duration.ZERO);
    end.run();
    clock.advance(Duration.ofHours(1));
    assertEquals(
        List.of("first " + START, "second", "first " + START.plus(Duration.ofHours(1))), told);
  }

  @Test
  void refusesToBeMovedByAFollower() {
    clock.follow(() -> clock.advance(Duration.ofDays(1)));
    assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofHours(1)));
  }
}
