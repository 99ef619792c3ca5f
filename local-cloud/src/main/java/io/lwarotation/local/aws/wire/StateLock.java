package io.lwarotation.local.aws.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time change the state of the account. What calls out of LocalAws, such as an
 * invocation of a function, is put off until the lock is free again, since a function calls
 * LocalAws itself.
 */
public final class StateLock {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> later = new ArrayList<>();
  private boolean closed;

  /** What the work gave, and what it put off. */
  public record Outcome<T>(T value, List<Runnable> later) {}

  public <T> Outcome<T> hold(Supplier<T> work) {
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

  /** The same; what was put off is done by this thread, at once. */
  public <T> T holdAndFinish(Supplier<T> work) {
    Outcome<T> outcome = hold(work);
    outcome.later().forEach(Runnable::run);
    return outcome.value();
  }

  /** While it is held: to be done once it is free. */
  public void later(Runnable work) {
    later.add(work);
  }

  /**
   * While it is held: lets others have it until one of them changed something.
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
