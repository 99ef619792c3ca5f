package io.lwarotation.local.aws.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one thread at a time change the state of the account. What calls out of LocalAws, such as an
 * invocation of a function, is put off until the lock is free again, since a function calls
 * LocalAws itself.
 */
public final class StateLock {
  private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> later = new ArrayList<>();
  private boolean closed;

  /** Works; then what was put off is done, in the way of {@code runner}. */
  public <T> T hold(Supplier<T> work, Consumer<Runnable> runner) {
    List<Runnable> due;
    T value;
    lock.lock();
    try {
      value = work.get();
      due = List.copyOf(later);
      later.clear();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
    due.forEach(runner);
    return value;
  }

  /** The same; what was put off is done by this thread, at once. */
  public <T> T hold(Supplier<T> work) {
    return hold(work, Runnable::run);
  }

  /** The same without a value. */
  public void run(Runnable work) {
    boolean _ =
        hold(
            () -> {
              work.run();
              return true;
            });
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
  public void close() {
    try {
      if (!lock.tryLock(LONGEST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("LocalAws is still at work and cannot be closed.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    closed = true;
    changed.signalAll();
    lock.unlock();
  }
}
