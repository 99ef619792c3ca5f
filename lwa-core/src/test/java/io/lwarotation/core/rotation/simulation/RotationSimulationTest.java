package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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

  private static final long OF_AUTHORIZATIONS = 200;
  private static final boolean THOROUGH = Boolean.getBoolean("lwa.thorough");

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

  @Test
  void noAuthorizationSuffersForAnotherAndPeopleAreToldOnceOfEach() {
    Seeds.Result result = new Seeds(true, Mutant.NONE, 0, OF_AUTHORIZATIONS).play();

    assertEquals(List.of(), result.failures());
    Tally tally = result.tally();
    Map.of("new secrets", 1, "notices", 10, "Done", 200)
        .forEach(
            (what, each) ->
                assertTrue(tally.of(what) > each * OF_AUTHORIZATIONS, () -> few(what, tally)));
  }

  /** Ten of the seeds; in CI 2 % of them, or 5 % of those with many authorizations. */
  @ParameterizedTest
  @Tag("slow")
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void catchesEachMutantWithEnoughOfTheSameSeeds(Mutant mutant) {
    boolean ofAuthorizations = mutant.isOfAuthorizations();
    long seeds = ofAuthorizations ? OF_AUTHORIZATIONS : SEEDS;
    long enough = Math.max(1, ofAuthorizations ? seeds / 20 : seeds / (THOROUGH ? 50 : 200));
    Seeds.Result result = Seeds.of(mutant, 0, seeds).play(enough, null);

    assertTrue(
        result.caught() >= enough,
        () ->
            mutant + " is caught in " + result.caught() + " of " + seeds + ": " + result.broken());
  }

  @Test
  void givesTheSameHistoryForTheSameSeed() {
    assertEquals(
        Seeds.of(Mutant.NONE, 17, 3).play().tally().toString(),
        Seeds.of(Mutant.NONE, 17, 3).play().tally().toString());
  }
}
