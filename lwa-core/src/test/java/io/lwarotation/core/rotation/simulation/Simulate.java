package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the simulation. Exit code 1 if an invariant did not hold; the failing seeds and a command
 * that replays one are printed.
 */
public final class Simulate {
  private static final String USAGE =
      "Simulate [--seeds N] [--first N] [--mutants | --mutant NAME]"
          + " [--authorizations | --exhaustive [--moves N] [--theme NAME]]";

  /** The command's exit code. */
  private static final int WRONG_USAGE = 64;

  private long first;
  private long seeds = 10_000;
  private int moves = 3;
  private boolean mutants;
  private boolean exhaustive;
  private boolean authorizations;
  private List<Theme> themes = List.of(Theme.values());
  private Mutant mutant = Mutant.NONE;

  private Simulate() {}

  public static void main(String[] args) {
    Simulate run = new Simulate();
    run.parse(args);
    boolean good =
        run.exhaustive
            ? run.everyShortHistory()
            : run.mutants
                ? mutants(run.first, run.seeds, run.authorizations, System.out)
                : run.seeds();
    System.exit(good ? 0 : 1);
  }

  private void parse(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seeds" -> seeds = Long.parseLong(args[++i]);
        case "--first" -> first = Long.parseLong(args[++i]);
        case "--mutants" -> mutants = true;
        case "--mutant" -> mutant = named(Mutant.values(), args[++i]);
        case "--exhaustive" -> exhaustive = true;
        case "--authorizations" -> authorizations = true;
        case "--theme" -> themes = List.of(named(Theme.values(), args[++i]));
        case "--moves" -> moves = Integer.parseInt(args[++i]);
        default -> wrong(USAGE + ": not " + args[i]);
      }
    }
  }

  private static <T extends Enum<T>> T named(T[] all, String name) {
    return Arrays.stream(all)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(
            () -> {
              String names = Arrays.toString(all);
              wrong(
                  "There is no %s: choose one of %s."
                      .formatted(name, names.substring(1, names.length() - 1)));
              return all[0];
            });
  }

  private static void wrong(String usage) {
    System.err.println(usage);
    System.exit(WRONG_USAGE);
  }

  private boolean seeds() {
    long start = System.nanoTime();
    boolean ofThem = authorizations || mutant.isOfAuthorizations();
    Seeds.Result result = new Seeds(ofThem, mutant, first, seeds).play(Long.MAX_VALUE, System.out);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(result.tally());
    System.out.printf("%,d seeds in %.1f s, %.0f a second%n", seeds, seconds, seeds / seconds);
    System.out.println(
        result.failures().isEmpty()
            ? "every invariant held"
            : "broken invariants, and in how many histories: " + result.broken());
    return result.failures().isEmpty();
  }

  /** Plays all histories of up to so many moves; true if only what is wrong was broken. */
  private boolean everyShortHistory() {
    boolean good = true;
    for (Mutant each : mutants ? Mutant.all(false) : List.of(mutant)) {
      System.out.println(each + ": " + each.what());
      boolean broken = false;
      for (Theme theme : each == Mutant.NONE ? themes : List.of(Theme.of(each))) {
        System.out.println(theme);
        Duration time = mutants ? Duration.ofMinutes(5) : Duration.ofDays(365);
        broken |= Exhaustive.upTo(moves, theme, each, time, System.out).isPresent();
      }
      good &= broken == (each != Mutant.NONE);
    }
    return good;
  }

  /**
   * Prints each mutant, then the table of docs/simulation.md; true if 2 % of the seeds caught each
   * by what it breaks.
   */
  static boolean mutants(long first, long seeds, boolean authorizations, PrintStream out) {
    boolean all = true;
    Map<String, List<String>> table = new TreeMap<>();
    for (Mutant mutant : Mutant.all(authorizations)) {
      Seeds.Result result = Seeds.of(mutant, first, seeds).play();
      out.printf(
          "%s, %s: %,d of %,d seeds %s%n",
          mutant, mutant.what(), result.caught(), seeds, result.broken());
      table
          .computeIfAbsent(String.join(",", mutant.breaks()), _ -> new ArrayList<>())
          .add("`%s` %,d".formatted(mutant, result.caught()));
      all &= result.caught() >= Math.max(1, Math.ceilDiv(seeds, 50L));
    }
    table.forEach((breaks, names) -> out.printf("| %s | %s |%n", breaks, String.join(", ", names)));
    return all;
  }
}
