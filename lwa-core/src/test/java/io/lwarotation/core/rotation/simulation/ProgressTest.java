package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void tellsTheRateAndTheTimeThatIsLeftInTwentyLines() {
    Progress progress = new Progress("seeds", 1_000_000, 0);

    assertEquals(
        Optional.of("50,000 of 1,000,000 seeds, 3 failed, 500 a second, 31M40S left"),
        progress.line(50_000, 3, 100_000_000_000L));
    assertEquals(Optional.empty(), progress.line(50_001, 0, 1));
    assertEquals(Optional.empty(), new Progress("seeds", 1, 0).line(1, 0, 1));
  }
}
