package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void tellsTheRateAndTheTimeThatIsLeft() {
    Progress progress = new Progress("seeds", 1_000_000, 0);

    assertEquals(
        Optional.of("50,000 of 1,000,000 seeds, 3 failed, 500 a second, 31 min 40 s left"),
        progress.line(50_000, 3, 100 * SECOND));
    assertEquals(
        Optional.of("50,000 of 1,000,000 seeds, 0 failed, 50 a second, 5 h 16 min left"),
        progress.line(50_000, 0, 1_000 * SECOND));
    assertEquals(
        Optional.of("1,000,000 of 1,000,000 seeds, 0 failed, 1,000 a second, 0 s left"),
        progress.line(1_000_000, 0, 1_000 * SECOND));
  }

  @Test
  void saysNothingInBetweenNorOfOneHistory() {
    assertEquals(Optional.empty(), new Progress("seeds", 1_000_000, 0).line(50_001, 0, SECOND));
    assertEquals(Optional.empty(), new Progress("seeds", 1, 0).line(1, 0, SECOND));
  }
}
