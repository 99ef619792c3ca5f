package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("simulation")
class AuthorizationSimulationTest {
  private static final long SEEDS = 200;
  private static final long ENOUGH = 10;

  @Test
  void noAuthorizationSuffersForAnotherAndPeopleAreToldOnceOfEach() {
    Seeds.Result result = new Seeds(true, Mutant.NONE, 0, SEEDS).play();

    assertEquals(List.of(), result.failures());
    Tally tally = result.tally();
    assertTrue(
        tally.of("new secrets") > SEEDS
            && tally.of("notices") > 10 * SEEDS
            && tally.of("Done") > 200 * SEEDS,
        () -> "too little happened to prove anything: " + tally);
  }

  static List<Mutant> mutants() {
    return Mutant.all(true);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void catchesEachMutantWithAtLeastFivePercentOfTheSameSeeds(Mutant mutant) {
    Seeds.Result result = Seeds.of(mutant, 0, SEEDS).play(ENOUGH, null);

    assertTrue(
        result.caught() >= ENOUGH,
        () ->
            mutant + " is caught in " + result.caught() + " of " + SEEDS + ": " + result.broken());
  }
}
