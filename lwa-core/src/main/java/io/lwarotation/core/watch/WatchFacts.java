package io.lwarotation.core.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the watch saw. What could not be seen is missing, and {@code problems} says why.
 *
 * @param deadLetters messages in each dead-letter queue, by the name that people know
 * @param problems a sentence each, with the missing right
 */
public record WatchFacts(
    Optional<SecretDates> secret,
    Optional<Subscriptions> subscriptions,
    Map<String, Long> deadLetters,
    Optional<CallHistory> calls,
    List<String> problems) {
  public WatchFacts {
    deadLetters = new TreeMap<>(deadLetters);
    problems = List.copyOf(problems);
  }

  /** The same, with what went wrong since it was seen. */
  WatchFacts withProblems(List<String> all) {
    return new WatchFacts(secret, subscriptions, deadLetters, calls, all);
  }

  /** The same, with all calls that are known. */
  WatchFacts knowing(CallHistory known) {
    return new WatchFacts(secret, subscriptions, deadLetters, Optional.of(known), problems);
  }

  /**
   * Who is subscribed to the topic.
   *
   * @param pending who has not confirmed yet
   * @param expected how many the stack made
   */
  public record Subscriptions(long confirmed, long pending, long expected) {
    /** Those that the stack made and that are there no more. */
    public long gone() {
      return Math.max(0, expected - confirmed - pending);
    }
  }
}
