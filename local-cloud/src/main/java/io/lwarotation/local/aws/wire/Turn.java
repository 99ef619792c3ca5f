package io.lwarotation.local.aws.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time at the state. What calls out of LocalAws, such as an invocation of a
 * function, is put off until the turn has ended, since a function calls LocalAws itself.
 */
public final class Turn {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> later = new ArrayList<>();
  private boolean closed;

  /** What a turn gave, and what it put off. */
  public record Outcome<T>(T value, List<Runnable> later) {}

  public <T> Outcome<T> take(Supplier<T> work) {
    lock.lock();
    try {
      T value = work.get();
      List<Runnable> due = List.copyOf(later);
      later.clear();
      return new Outcome<>(value, due);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /** A turn whose put-off work is done by this thread, at once. */
  public <T> T takeAndFinish(Supplier<T> work) {
    Outcome<T> outcome = take(work);
    outcome.later().forEach(Runnable::run);
    return outcome.value();
  }

  /** Within a turn: to be done when it has ended. */
  public void later(Runnable work) {
    later.add(work);
  }

  /**
   * Within a turn: lets others have theirs until one of them changed something.
   *
   * @param nanos of real time at most
   * @return what is left of them; 0 or less if the time is up
   */
  @SuppressWarnings("WaitNotInLoop") // the caller's loop looks again whether there is a message
  public long awaitChange(long nanos) {
    if (closed) {
      return 0;
    }
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Waits end now. */
  public void close() throws IllegalStateException {
    try {
      if (!lock.tryLock(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("LocalAws is still at work and cannot be closed.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
