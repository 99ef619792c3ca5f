package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("simulation")
class RotationSimulationTest {
  private static final long OF_EACH_BUILD = 2_000;

  /** Fewer where the simulation is run over and over: docs/mutation.md. */
  private static final long SEEDS = Long.getLong("simulation.seeds", OF_EACH_BUILD);

  private static final long ENOUGH = SEEDS / 50;

  /** Branches of the core that the seeds of every build must reach. */
  private static final List<String> OUTCOMES =
      List.of(
          "Stored",
          "AlreadyStored",
          "Never",
          "Requested",
          "Requested, now",
          "Waited, now",
          "Unanswered",
          "Refused",
          "Blocked",
          "Blocked: another stack rotates",
          "Postponed",
          "Skipped: a newer secret was stored already",
          "Skipped: its secret is over, and the stored one works",
          "RetryLater: another invocation changed the record at the same time",
          "RetryLater: another invocation may be storing a new secret",
          "RetryLater: another invocation may be storing this secret",
          "RetryLater: somebody else wrote the secret or its record at the same time",
          "RetryLater: the store answered with an older secret than the record speaks of",
          "RetryLater: the new secret does not work (yet)",
          "RetryLater: the stored secret works too, and was stored by hand",
          "RetryLater: the stored secret does not work, but it may be too new to work");

  @Test
  void keepsEveryInvariantInTwoThousandHistories() {
    Seeds.Result result = Seeds.of(Mutant.NONE, 0, SEEDS).play();

    assertEquals(
        List.of(), result.failures(), "replay one: ./lwa simulate --seeds 1 --first <seed>");
    Tally tally = result.tally();
    assertEquals(SEEDS, tally.of("histories"));
    Map.of(
            "new secrets", 2 * SEEDS,
            "overlaps", SEEDS,
            "failed attempts", SEEDS,
            "changes of the stack", SEEDS,
            "calls with the version before", SEEDS / 10)
        .forEach((what, least) -> assertTrue(tally.of(what) > least, () -> few(what, tally)));
    for (String outcome : OUTCOMES) {
      assertTrue(SEEDS < OF_EACH_BUILD || tally.of(outcome) > 0, () -> few(outcome, tally));
    }
  }

  private static String few(String what, Tally tally) {
    return "too little happened to prove anything: " + what + "\n" + tally;
  }

  static List<Mutant> mutants() {
    return Mutant.all(false);
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("mutants")
  void catchesEachMutantWithAtLeastTwoPercentOfTheSameSeeds(Mutant mutant) {
    Seeds.Result result = Seeds.of(mutant, 0, SEEDS).play(ENOUGH, null);

    assertTrue(
        result.caught() >= ENOUGH,
        () ->
            mutant + " is caught in " + result.caught() + " of " + SEEDS + ": " + result.broken());
  }

  @Test
  void givesTheSameHistoryForTheSameSeed() {
    assertEquals(
        Seeds.of(Mutant.NONE, 17, 3).play().tally().toString(),
        Seeds.of(Mutant.NONE, 17, 3).play().tally().toString());
  }
}
