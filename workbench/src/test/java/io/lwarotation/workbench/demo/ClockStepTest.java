package io.lwarotation.workbench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClockStepTest {
  @ParameterizedTest
  @CsvSource({"+150d, P150D", "+6h, PT6H", "+30m, PT30M", "+0d, PT0S", "+730d, P730D"})
  void readsDaysHoursAndMinutes(String typed, Duration length) {
    assertEquals(length, ClockStep.of(typed).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"150d", "-3d", "+d", "+1w", "+1.5d", "+731d", "+999999d", "+9999999m", ""})
  void refusesWhatIsNoStepForward(String typed) {
    assertThrows(IllegalArgumentException.class, () -> ClockStep.of(typed));
  }

  @Test
  void stopsOnEachDayOfTheWay() {
    Instant now = Instant.EPOCH;
    ClockStep step = ClockStep.of("+30h");
    assertEquals(Duration.ofDays(1), step.next(now, now.plus(step.length())));
    assertEquals(
        Duration.ofHours(6), step.next(now.plus(Duration.ofDays(1)), now.plus(step.length())));
  }
}
