package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RotationSimulationTest {
  private static final long SEEDS = 2_000;
  private static final long ENOUGH = SEEDS / 50;

  @Test
  void keepsEveryInvariantInTwoThousandHistories() {
    Simulate.Result result = Simulate.run(0, SEEDS, Mutant.NONE, Long.MAX_VALUE, null);

    assertEquals(
        List.of(), result.failures(), "replay one: ./lwa simulate --seeds 1 --first <seed>");
    Tally tally = result.tally();
    assertEquals(SEEDS, tally.histories);
    assertTrue(
        tally.secrets > 2 * SEEDS
            && tally.overlaps > SEEDS
            && tally.failures > SEEDS
            && tally.deploys > SEEDS
            && tally.fallbacks > SEEDS / 10,
        () -> "too little happened to prove anything: " + tally);
    for (String outcome : Simulate.OUTCOMES_THAT_MUST_OCCUR) {
      assertTrue(tally.outcomes(outcome) > 0, () -> outcome + " never came to be: " + tally);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void catchesEachMutantWithAtLeastTwoPercentOfTheSameSeeds(Mutant mutant) {
    Simulate.Result result = Simulate.run(0, SEEDS, mutant, ENOUGH, null);

    assertTrue(
        result.caught() >= ENOUGH,
        () ->
            mutant + " is caught in " + result.caught() + " of " + SEEDS + ": " + result.broken());
  }

  @Test
  void givesTheSameHistoryForTheSameSeed() {
    assertEquals(
        Simulate.run(17, 3, Mutant.NONE, Long.MAX_VALUE, null).tally().toString(),
        Simulate.run(17, 3, Mutant.NONE, Long.MAX_VALUE, null).tally().toString());
  }
}
