package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the simulation: {@code Simulate [--seeds N] [--first N] [--mutants | --mutant NAME]}. Exit
 * code 1 if an invariant did not hold; the failing seeds and a command that replays one are
 * printed.
 */
public final class Simulate {
  private static final int SHOWN_FAILURES = 20;

  /** Branches of the core that the seeds of every build must reach. */
  static final List<String> OUTCOMES_THAT_MUST_OCCUR =
      List.of(
          "Stored",
          "AlreadyStored",
          "Never",
          "Requested",
          "Unanswered",
          "Refused",
          "Blocked",
          "Postponed",
          "Skipped: a newer secret was stored already",
          "Skipped: the stored secret has outlived the one that this one replaced",
          "RetryLater: another invocation changed the record at the same time",
          "RetryLater: another invocation may be storing a new secret",
          "RetryLater: another invocation may be storing this secret",
          "RetryLater: somebody else wrote the secret or its record at the same time",
          "RetryLater: the store answered with an older secret than the record speaks of",
          "RetryLater: the new secret does not work (yet)",
          "RetryLater: the stored secret works too, and was stored by hand",
          "RetryLater: the stored secret does not work, but it may be too new to work");

  private Simulate() {}

  /** A seed whose history broke an invariant. */
  record Failure(long seed, String invariant, String what) {
    @Override
    public String toString() {
      return "seed " + seed + " " + what + "; replay: ./lwa simulate --seeds 1 --first " + seed;
    }
  }

  /** What a number of seeds came to. */
  record Result(Tally tally, List<Failure> failures, Map<String, Integer> broken) {}

  public static void main(String[] args) {
    long first = 0;
    long seeds = 10_000;
    boolean mutants = false;
    Mutant mutant = Mutant.NONE;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seeds" -> seeds = Long.parseLong(args[++i]);
        case "--first" -> first = Long.parseLong(args[++i]);
        case "--mutants" -> mutants = true;
        case "--mutant" -> mutant = Mutant.valueOf(args[++i]);
        default -> {
          System.err.println(
              "Simulate [--seeds N] [--first N] [--mutants | --mutant NAME]: not " + args[i]);
          System.exit(2);
        }
      }
    }
    if (mutants) {
      System.exit(mutants(first, seeds, System.out) ? 0 : 1);
    }
    long start = System.nanoTime();
    Result result = run(first, seeds, mutant, false, System.out);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(result.tally());
    System.out.printf("%,d seeds in %.1f s, %.0f a second%n", seeds, seconds, seeds / seconds);
    System.out.println(
        result.broken().isEmpty()
            ? "every invariant held"
            : "broken invariants, and in how many histories: " + result.broken());
    System.exit(result.broken().isEmpty() ? 0 : 1);
  }

  /** Prints a table of mutants; true if each was caught by the invariant that it breaks. */
  static boolean mutants(long first, long seeds, PrintStream out) {
    boolean all = true;
    for (Mutant mutant : Mutant.values()) {
      if (mutant == Mutant.NONE) {
        continue;
      }
      Result result = run(first, seeds, mutant, false, null);
      int caught = result.broken().values().stream().mapToInt(Integer::intValue).sum();
      boolean rightly = mutant.isBrokenBy(result.broken().keySet());
      out.printf(
          "| %-22s | %-5s | %,d of %,d | %-40s | %s |%n",
          mutant, mutant.breaks(), caught, seeds, result.broken(), mutant.what());
      all &= rightly;
    }
    return all;
  }

  /**
   * Runs seeds on all cores.
   *
   * @param untilCaught stop when the mutant has been caught
   */
  static Result run(
      long first, long seeds, Mutant mutant, boolean untilCaught, @Nullable PrintStream out) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    List<Tally> tallies = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    Progress progress = new Progress(seeds, System.nanoTime());
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Tally tally = new Tally();
      tallies.add(tally);
      workers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    long seed;
                    while ((seed = next.getAndIncrement()) < first + seeds) {
                      if (untilCaught
                          && failures.stream()
                              .anyMatch(f -> mutant.isBrokenBy(Set.of(f.invariant())))) {
                        return;
                      }
                      Failure failure = one(seed, mutant, tally, seeds == 1 ? out : null);
                      if (failure != null) {
                        failures.add(failure);
                        if (out != null && failures.size() <= SHOWN_FAILURES) {
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
        failures.stream()
            .sorted((a, b) -> Long.compare(a.seed(), b.seed()))
            .limit(SHOWN_FAILURES)
            .toList();
    return new Result(whole, shown, broken);
  }

  private static @Nullable Failure one(
      long seed, Mutant mutant, Tally tally, @Nullable PrintStream trace) {
    History history = new History(seed, mutant, tally, trace);
    try {
      history.run();
      return null;
    } catch (Violation e) {
      return failure(seed, history, e.invariant(), e);
    } catch (RuntimeException e) {
      return failure(seed, history, "X", e);
    }
  }

  private static Failure failure(long seed, History history, String invariant, Throwable e) {
    return new Failure(
        seed, invariant, "on day %.3f: %s".formatted(history.clock().day(), e.getMessage()));
  }
}
