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
  private final Semaphore ended = new Semaphore(0);
  private final List<Strand> alive = new ArrayList<>();
  private @Nullable Strand running;
  private @Nullable Throwable failure;

  /** How likely one goes on for long while the others stand still in the middle of something. */
  private double patience;

  Turns(RandomGenerator random) {
    this.random = random;
  }

  /** Runs all to their end, interleaved at their calls of {@link #pass}. */
  void run(List<Runnable> invocations) {
    for (Runnable invocation : invocations) {
      alive.add(new Strand(invocation));
    }
    patience = random.nextBoolean() ? 0.85 : 0;
    alive.getFirst().goOn();
    ended.acquireUninterruptibly();
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
    if (strand == null) {
      return;
    }
    // The last one has nobody to wait for, and a thread that goes on need not be changed.
    if (alive.size() > 1 && random.nextDouble() >= patience) {
      Strand next = anyone();
      if (next != strand) {
        next.goOn();
        strand.go.acquireUninterruptibly();
      }
    }
    if (failure != null) {
      throw new Died();
    }
  }

  private Strand anyone() {
    return alive.get(random.nextInt(alive.size()));
  }

  private final class Strand implements Runnable {
    private final Semaphore go = new Semaphore(0);
    private final Runnable body;
    private boolean started;

    Strand(Runnable body) {
      this.body = body;
    }

    /** Whoever calls this does nothing more until it is its turn again. */
    void goOn() {
      running = this;
      if (started) {
        go.release();
      } else {
        started = true;
        Thread.startVirtualThread(this);
      }
    }

    @Override
    public void run() {
      try {
        body.run();
      } catch (Error | RuntimeException e) {
        if (failure == null) {
          failure = e;
        }
      }
      alive.remove(this);
      if (alive.isEmpty()) {
        running = null;
        ended.release();
      } else {
        anyone().goOn();
      }
    }
  }
}
