package io.lwarotation.local.aws.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one thread at a time change the state of the account. What calls out of LocalAws, such as an
 * invocation of a function, is put off until the lock is free again, since a function calls
 * LocalAws itself.
 */
public final class StateLock {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> later = new ArrayList<>();

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
}
