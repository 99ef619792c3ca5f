package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the simulation: {@code Simulate [--seeds N] [--first N] [--mutants | --mutant NAME]
 * [--authorizations | --exhaustive [--moves N] [--theme NAME]]}. Exit code 1 if an invariant did
 * not hold; the failing seeds and a command that replays one are printed.
 */
public final class Simulate {
  /** Branches of the core that the seeds of every build must reach. */
  static final List<String> OUTCOMES_THAT_MUST_OCCUR =
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

  private Simulate() {}

  /** A history that can be played. */
  interface Played {
    /**
     * Plays it to its end.
     *
     * @throws Violation at the first invariant that does not hold
     */
    void run();

    SimulatedClock clock();

    /** What the command needs to play it, beside the seed. */
    default String option() {
      return "";
    }
  }

  /** A world in which each seed is a history. */
  interface Game {
    Played begin(long seed, Tally tally, @Nullable PrintStream trace);
  }

  /** A seed whose history broke an invariant. */
  record Failure(long seed, String option, String invariant, String what) {
    @Override
    public String toString() {
      return "seed %d %s; replay: ./lwa simulate%s --seeds 1 --first %d"
          .formatted(seed, what, option, seed);
    }
  }

  /** What a number of seeds came to. */
  record Result(Tally tally, List<Failure> failures, Map<String, Integer> broken, long caught) {}

  /** The command's exit code. */
  private static final int WRONG_USAGE = 64;

  public static void main(String[] args) {
    long first = 0;
    long seeds = 10_000;
    boolean mutants = false;
    boolean exhaustive = false;
    boolean authorizations = false;
    List<Theme> themes = List.of(Theme.values());
    int moves = 3;
    Mutant mutant = Mutant.NONE;
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
        default -> {
          System.err.println(
              "Simulate [--seeds N] [--first N] [--mutants | --mutant NAME]"
                  + " [--authorizations | --exhaustive [--moves N] [--theme NAME]]: not "
                  + args[i]);
          System.exit(WRONG_USAGE);
        }
      }
    }
    if (exhaustive) {
      System.exit(exhaustive(moves, themes, mutant, mutants) ? 0 : 1);
    }
    if (mutants) {
      System.exit(mutants(first, seeds, System.out) ? 0 : 1);
    }
    long start = System.nanoTime();
    Mutant error = mutant;
    Game game =
        authorizations
            ? (seed, tally, trace) ->
                new AuthorizationHistory(seed, AuthorizationMutant.NONE, tally, trace)
            : (seed, tally, trace) -> new History(seed, error, tally, trace);
    Result result = run(first, seeds, game, _ -> true, Long.MAX_VALUE, System.out);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(result.tally());
    System.out.printf("%,d seeds in %.1f s, %.0f a second%n", seeds, seconds, seeds / seconds);
    System.out.println(
        result.broken().isEmpty()
            ? "every invariant held"
            : "broken invariants, and in how many histories: " + result.broken());
    System.exit(result.broken().isEmpty() ? 0 : 1);
  }

  private static <T extends Enum<T>> T named(T[] all, String name) {
    for (T each : all) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    System.err.println("There is no " + name + ", but there is " + Arrays.toString(all) + ".");
    System.exit(WRONG_USAGE);
    return all[0];
  }

  /**
   * Plays all histories of up to so many moves; true if the core, or each mutant, is as it should.
   */
  private static boolean exhaustive(int moves, List<Theme> themes, Mutant mutant, boolean mutants) {
    if (!mutants) {
      boolean broken = false;
      for (Theme theme : mutant == Mutant.NONE ? themes : List.of(Theme.of(mutant))) {
        System.out.println(theme);
        broken |=
            Exhaustive.upTo(moves, theme, mutant, Duration.ofDays(365), System.out).isPresent();
      }
      return broken == (mutant != Mutant.NONE);
    }
    boolean all = true;
    for (Mutant each : Mutant.values()) {
      if (each != Mutant.NONE) {
        System.out.println(each + ": " + each.what());
        all &=
            Exhaustive.upTo(moves, Theme.of(each), each, Duration.ofMinutes(5), System.out)
                .isPresent();
      }
    }
    return all;
  }

  /**
   * Prints each mutant, then the table of docs/simulation.md; true if 2 % of the seeds caught each
   * by what it breaks.
   */
  static boolean mutants(long first, long seeds, PrintStream out) {
    boolean all = true;
    Map<String, List<String>> table = new TreeMap<>();
    for (Mutant mutant : Mutant.values()) {
      if (mutant == Mutant.NONE) {
        continue;
      }
      Result result = run(first, seeds, mutant, Long.MAX_VALUE, null);
      out.printf(
          "%s, %s: %,d of %,d seeds %s%n",
          mutant, mutant.what(), result.caught(), seeds, result.broken());
      table
          .computeIfAbsent(mutant.breaks(), _ -> new ArrayList<>())
          .add("`%s` %,d".formatted(mutant, result.caught()));
      all &= result.caught() >= Math.max(1, Math.ceilDiv(seeds, 50L));
    }
    table.forEach((breaks, names) -> out.printf("| %s | %s |%n", breaks, String.join(", ", names)));
    return all;
  }

  /**
   * Runs seeds on all cores.
   *
   * @param enough stop when so many seeds have caught the mutant
   */
  static Result run(long first, long seeds, Mutant mutant, long enough, @Nullable PrintStream out) {
    return run(
        first,
        seeds,
        (seed, tally, trace) -> new History(seed, mutant, tally, trace),
        invariant -> mutant.isBrokenBy(Set.of(invariant)),
        enough,
        out);
  }

  /** The same in another world; {@code catches} says which broken invariants count. */
  static Result run(
      long first,
      long seeds,
      Game game,
      Predicate<String> catches,
      long enough,
      @Nullable PrintStream out) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    AtomicLong caught = new AtomicLong();
    ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    List<Tally> tallies = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    Progress progress = new Progress("seeds", seeds, System.nanoTime());
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Tally tally = new Tally();
      tallies.add(tally);
      workers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    long seed;
                    while ((seed = next.getAndIncrement()) < first + seeds) {
                      if (caught.get() >= enough) {
                        return;
                      }
                      Failure failure = one(seed, game, tally, seeds == 1 ? out : null);
                      if (failure != null) {
                        failures.add(failure);
                        if (catches.test(failure.invariant())) {
                          caught.incrementAndGet();
                        }
                        if (out != null) {
                          out.println(failure);
                        }
                      }
                      long finished = done.incrementAndGet();
                      if (out != null) {
                        progress
                            .line(finished, failures.size(), System.nanoTime())
                            .ifPresent(out::println);
                      }
                    }
                  }));
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    Tally whole = new Tally();
    tallies.forEach(whole::add);
    Map<String, Integer> broken = new TreeMap<>();
    failures.forEach(failure -> broken.merge(failure.invariant(), 1, Integer::sum));
    List<Failure> shown =
        failures.stream().sorted((a, b) -> Long.compare(a.seed(), b.seed())).toList();
    return new Result(whole, shown, broken, caught.get());
  }

  private static @Nullable Failure one(
      long seed, Game game, Tally tally, @Nullable PrintStream trace) {
    Played history = game.begin(seed, tally, trace);
    try {
      history.run();
      return null;
    } catch (Violation e) {
      return failure(seed, history, e.invariant(), e);
    } catch (RuntimeException | Error e) {
      return failure(seed, history, "X", e);
    }
  }

  private static Failure failure(long seed, Played history, String invariant, Throwable e) {
    return new Failure(
        seed,
        history.option(),
        invariant,
        "on day %.3f: %s".formatted(history.clock().day(), e.getMessage()));
  }
}
