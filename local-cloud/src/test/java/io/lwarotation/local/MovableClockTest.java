package io.lwarotation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MovableClockTest {
  private static final Instant START = Instant.parse("2026-06-10T22:09:17.456Z");

  private final MovableClock clock = MovableClock.at(START);

  @Test
  void standsStillUnlessItIsMoved() {
    assertEquals(START, clock.instant());
    clock.advance(Duration.ofDays(150));
    assertEquals(START.plus(Duration.ofDays(150)), clock.instant());
    clock.moveTo(START.plus(Duration.ofDays(180)));
    assertEquals(START.plus(Duration.ofDays(180)), clock.instant());
  }

  @Test
  void refusesToMoveBack() {
    assertThrows(IllegalArgumentException.class, () -> clock.moveTo(START.minusNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    assertEquals(START, clock.instant());
  }

  @Test
  void tellsListenersTheNewTimeInTheirOrderBeforeTheMoveReturns() {
    List<String> told = new ArrayList<>();
    clock.followers().add(now -> told.add("first " + now.equals(clock.instant())));
    clock.followers().add(now -> told.add("second " + Duration.between(START, now)));
    clock.advance(Duration.ofHours(1));
    assertEquals(List.of("first true", "second PT1H"), told);
  }

  @Test
  void tellsNothingToAListenerThatWasEnded() {
    List<Instant> told = new ArrayList<>();
    Consumer<Instant> listener = told::add;
    Runnable end = clock.followers().add(listener);
    clock.followers().add(listener);
    end.run();
    clock.advance(Duration.ZERO);
    assertEquals(List.of(START), told);
  }

  @Test
  void refusesToBeMovedByAListener() {
    clock.followers().add(_ -> clock.advance(Duration.ofDays(1)));
    assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofHours(1)));
  }
}
