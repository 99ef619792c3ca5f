package io.lwarotation.adapter;

import java.time.Duration;

/** Waits between two attempts; tests note the length instead. */
@FunctionalInterface
public interface Pause {
  /** Blocks the thread, with no work done meanwhile. */
  Pause SLEEP = new Pause() { // a lambda would be spun at each cold start
        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  void pause(Duration duration) throws InterruptedException;

  /** The same; an interrupt ends it early and stays set. */
  default void untilInterrupted(Duration duration) {
    try {
      pause(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
