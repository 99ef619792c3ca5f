package io.lwarotation.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Calls of SP-API in the last two weeks, as their metric tells.
 *
 * @param calls ends of the hours in which there was one, in order
 * @param lastGood end of the last hour in which one succeeded
 */
public record CallHistory(List<Instant> calls, Optional<Instant> lastGood) {
  public CallHistory {
    calls = List.copyOf(calls);
  }

  /** The last hour with a call. */
  Optional<Instant> last() {
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
  }

  /** How long it took from one call to the next at the most, if there were three or more. */
  Optional<Duration> longestGap() {
    if (calls.size() < 3) {
      return Optional.empty();
    }
    Duration longest = Duration.ZERO;
    for (int i = 1; i < calls.size(); i++) {
      Duration gap = Duration.between(calls.get(i - 1), calls.get(i));
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    return Optional.of(longest);
  }
}
