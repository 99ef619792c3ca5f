package io.lwarotation.core.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How the application is deployed, as far as the watch needs it.
 *
 * @param automatic whether the stack rotates by itself, and tells of its own trouble
 * @param schedule when SP-API is called, an expression of EventBridge Scheduler
 * @param period the longest time from one scheduled call to the next; empty if there is none to
 *     expect
 */
public record WatchSettings(boolean automatic, String schedule, Optional<Duration> period) {}
