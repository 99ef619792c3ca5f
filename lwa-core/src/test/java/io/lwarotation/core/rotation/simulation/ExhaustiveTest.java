package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class ExhaustiveTest {
  /** For longer histories of the rotation: 25 seconds in CI. */
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("simulation.seconds", 3));

  /** What ends by itself has a bound all the same. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What any build plays, of each theme. */
  private static final int EVERY_MOVES = 3;

  private static final int MOST_MOVES = 6;

  @ParameterizedTest
  @EnumSource
  void keepsEveryInvariantInEveryShortHistory(Theme theme) {
    Exhaustive all = new Exhaustive(theme, Mutant.NONE, LIMIT);
    for (int moves = 1; moves <= EVERY_MOVES; moves++) {
      assertTrue(play(all, theme, moves).complete(), theme::toString);
    }
  }

  @Test
  void keepsEveryInvariantInTheLongerHistoriesForWhichThereIsTime() {
    Exhaustive all = new Exhaustive(Theme.ROTATION, Mutant.NONE, TIME);
    for (int moves = EVERY_MOVES + 1; moves <= MOST_MOVES && !all.isOver(); moves++) {
      play(all, Theme.ROTATION, moves);
    }
  }

  private static Exhaustive.Depth play(Exhaustive all, Theme theme, int moves) {
    Exhaustive.Depth depth = all.play(moves, null);
    System.out.println(theme + ": " + depth);
    assertEquals(List.of(), depth.broken().stream().map(Exhaustive.Found::story).toList());
    return depth;
  }

  @ParameterizedTest
  @CsvSource({
    "BELIEVES_TYPED_DATES, 2, I3, acknowledges secret 1",
    "BELIEVES_HAND_WRITING, 3, I4, writes the record by hand",
    "SKIPS_THE_READ_BACK, 3, I3, lost its end",
    "CLAIMS_WITHOUT_LOOKING, 2, I4, another stack of the client",
    "DROPS_THE_EARLIER_SECRET, 3, I8, throttles the token request",
    "LOOKS_IN_EVERY_CALL, 3, I8, looks again for what comes before",
    "HEEDS_STRANGERS, 1, I9, another client's secret",
    "DELETES_WITH_THE_STACK, 1, I5, deletes the stack",
    "KEEPS_THE_MARK, 2, I7, cannot connect",
    "ROTATES_IN_A_HURRY, 2, I4, takes 45 s",
    "NEVER_ROTATES, 1, L, runs RotateHandler"
  })
  void tellsTheShortestHistoryThatAnErrorBreaks(
      Mutant mutant, int moves, String invariant, String story) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

    Optional<Exhaustive.Found> found = Exhaustive.upTo(moves, Theme.of(mutant), mutant, LIMIT, out);

    assertEquals(moves, found.orElseThrow().moves());
    assertEquals(invariant, found.get().violation().invariant());
    assertTrue(told.toString(StandardCharsets.UTF_8).contains(story), told::toString);
  }
}
