package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadlineTest {
  private final Fakes.Clock clock = new Fakes.Clock();
  private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

  @ParameterizedTest
  @CsvSource({"9,9", "10,10", "11,10"})
  void theShorterOfALimitAndWhatIsLeftCounts(long limit, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), deadline.atMost(Duration.ofSeconds(limit)));
    assertEquals(
        Duration.ofSeconds(seconds), deadline.within(Duration.ofSeconds(limit)).remaining());
  }

  @Test
  void aLimitCountsFromNow() {
    clock.advance(Duration.ofSeconds(4));

    Deadline sooner = deadline.within(Duration.ofSeconds(5));

    clock.advance(Duration.ofSeconds(2));
    assertEquals(Duration.ofSeconds(3), sooner.remaining());
    assertEquals(Duration.ofSeconds(4), deadline.remaining());
  }

  @Test
  void nothingIsLeftAfterTheEnd() {
    clock.advance(Duration.ofSeconds(11));

    assertEquals(Duration.ZERO, deadline.remaining());
  }
}
