package io.lwarotation.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work that Ctrl-C does not cut in two: once it has begun, the process ends only after it is done
 * and was reported, or after a bound. Before it begins, Ctrl-C ends the process as ever.
 *
 * @param err where the person who pressed Ctrl-C reads that it takes a moment
 */
public record CriticalSection(PrintWriter err) {
  /** Longer than the few writes take with all their retries; then the end comes anyway. */
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** Does the work, its report included. */
  public <T> T run(Callable<T> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (ExitHook _ = ExitHook.of("writing-ends-first", () -> await(done))) {
      try {
        return work.call();
      } finally {
        err.flush();
        done.countDown();
      }
    }
  }

  private void await(CountDownLatch done) {
    if (done.getCount() == 0) {
      return;
    }
    err.println("Interrupted while writing: finishing what was begun, to leave nothing half done.");
    try {
      if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        err.println("AWS did not answer in time: see ./lwa history for what was written.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
