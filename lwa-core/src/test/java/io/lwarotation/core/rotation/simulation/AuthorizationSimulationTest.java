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
class AuthorizationSimulationTest {
  private static final long SEEDS = 200;
  private static final long ENOUGH = 10;

  private static Simulate.Result play(AuthorizationMutant mutant, long enough) {
    return Simulate.run(
        0,
        SEEDS,
        (seed, tally, trace) -> new AuthorizationHistory(seed, mutant, tally, trace),
        mutant.breaks()::equals,
        enough,
        null);
  }

  @Test
  void noAuthorizationSuffersForAnotherAndPeopleAreToldOnceOfEach() {
    Simulate.Result result = play(AuthorizationMutant.NONE, Long.MAX_VALUE);

    assertEquals(List.of(), result.failures());
    Tally tally = result.tally();
    assertTrue(
        tally.secrets > SEEDS && tally.notices > 10 * SEEDS && tally.outcomes("Done") > 200 * SEEDS,
        () -> "too little happened to prove anything: " + tally);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void catchesEachMutantWithAtLeastFivePercentOfTheSameSeeds(AuthorizationMutant mutant) {
    Simulate.Result result = play(mutant, ENOUGH);

    assertTrue(
        result.caught() >= ENOUGH,
        () ->
            mutant + " is caught in " + result.caught() + " of " + SEEDS + ": " + result.broken());
  }
}
