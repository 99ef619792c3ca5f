package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("simulation")
class RotationSimulationTest {
  private static final long OF_EACH_BUILD = 2_000;

  /** Fewer where the simulation is run over and over: docs/mutation.md. */
  private static final long SEEDS = Long.getLong("simulation.seeds", OF_EACH_BUILD);

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
      assertTrue(
          SEEDS < OF_EACH_BUILD || tally.outcomes(outcome) > 0,
          () -> outcome + " never came to be: " + tally);
    }
  }

  @ParameterizedTest
  @Tag("slow")
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
