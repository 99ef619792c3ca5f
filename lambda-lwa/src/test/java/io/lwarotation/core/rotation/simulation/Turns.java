package io.lwarotation.core.rotation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Invocations that overlap: each runs in a thread of its own, but only one at a time, and chance
 * decides at every port call which one goes on. The same seed gives the same order.
 */
final class Turns {
  private final RandomGenerator random;
  private @Nullable Strand running;
  private boolean abandoned;

  Turns(RandomGenerator random) {
    this.random = random;
  }

  /** Runs all to their end, interleaved at their calls of {@link #pass}. */
  void run(List<Runnable> invocations) {
    List<Strand> alive = new ArrayList<>();
    for (Runnable invocation : invocations) {
      alive.add(new Strand(invocation));
    }
    Throwable failure = null;
    // Now and then one goes on for long while the others stand still in the middle of something.
    double patience = random.nextBoolean() ? 0.85 : 0;
    Strand next = alive.getFirst();
    while (!alive.isEmpty()) {
      if (next.done || random.nextDouble() >= patience) {
        next = alive.get(random.nextInt(alive.size()));
      }
      running = next;
      next.resume();
      running = null;
      if (next.done) {
        alive.remove(next);
        if (next.failure != null && failure == null) {
          failure = next.failure;
          abandoned = true;
        }
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** A point at which another invocation may go on. */
  void pass() {
    Strand strand = running;
    if (strand != null) {
      strand.suspend();
      if (abandoned) {
        throw new Died();
      }
    }
  }

  private static final class Strand {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private boolean done;
    private @Nullable Throwable failure;

    Strand(Runnable body) {
      Thread.ofVirtual()
          .start(
              () -> {
                go.acquireUninterruptibly();
                try {
                  body.run();
                } catch (Error | RuntimeException e) {
                  failure = e;
                } finally {
                  done = true;
                  back.release();
                }
              });
    }

    void resume() {
      go.release();
      back.acquireUninterruptibly();
    }

    void suspend() {
      back.release();
      go.acquireUninterruptibly();
    }
  }
}
