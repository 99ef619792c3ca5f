package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays seeds on all cores, each a history.
 *
 * @param authorizations whether they are histories of many authorizations
 */
record Seeds(boolean authorizations, Mutant mutant, long first, long seeds) {
  /** A history that can be played. */
  interface Played {
    World world();

    /**
     * Plays it to its end.
     *
     * @throws Violation at the first invariant that does not hold
     */
    void run();
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
  record Result(Tally tally, List<Failure> failures, long caught) {
    /** The broken invariants, and in how many histories. */
    Map<String, Integer> broken() {
      Map<String, Integer> broken = new TreeMap<>();
      failures.forEach(failure -> broken.merge(failure.invariant(), 1, Integer::sum));
      return broken;
    }
  }

  static Seeds of(Mutant mutant, long first, long seeds) {
    return new Seeds(mutant.isOfAuthorizations(), mutant, first, seeds);
  }

  Result play() {
    return play(Long.MAX_VALUE, null);
  }

  /**
   * Plays them.
   *
   * @param enough stop when so many seeds have caught the mutant
   * @param out is told of failures and of how far it is; of one seed every step
   */
  Result play(long enough, @Nullable PrintStream out) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    AtomicLong caught = new AtomicLong();
    Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    Tally whole = new Tally();
    Progress progress = new Progress("seeds", seeds, System.nanoTime());
    onAllCores(
        () -> {
          Tally tally = new Tally();
          long seed;
          while (caught.get() < enough && (seed = next.getAndIncrement()) < first + seeds) {
            Failure failure = play(seed, tally, seeds == 1 ? out : null);
            if (failure != null) {
              failures.add(failure);
              if (mutant.breaks().contains(failure.invariant())) {
                caught.incrementAndGet();
              }
            }
            if (out != null) {
              if (failure != null) {
                out.println(failure);
              }
              progress
                  .line(done.incrementAndGet(), failures.size(), System.nanoTime())
                  .ifPresent(out::println);
            }
          }
          synchronized (whole) {
            whole.add(tally);
          }
        });
    return new Result(
        whole,
        failures.stream().sorted(Comparator.comparingLong(Failure::seed)).toList(),
        caught.get());
  }

  private @Nullable Failure play(long seed, Tally tally, @Nullable PrintStream out) {
    Played history =
        authorizations
            ? new AuthorizationHistory(seed, mutant, tally, out)
            : new History(seed, mutant, tally, out);
    try {
      history.run();
      return null;
    } catch (Violation e) {
      return failure(seed, history, e.invariant(), e);
    } catch (RuntimeException | Error e) {
      return failure(seed, history, "X", e);
    }
  }

  private Failure failure(long seed, Played history, String invariant, Throwable e) {
    return new Failure(
        seed,
        authorizations ? " --authorizations" : "",
        invariant,
        "on day %.3f: %s".formatted(history.world().clock.day(), e.getMessage()));
  }

  /** Runs the same as often as there are cores, and waits for all. */
  static void onAllCores(Runnable work) {
    List<Thread> workers =
        Stream.generate(() -> Thread.startVirtualThread(work))
            .limit(Runtime.getRuntime().availableProcessors())
            .toList();
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
