package io.lwarotation.core.watch;

import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the watch keeps from one run to the next.
 *
 * @param since when each trouble that lasts was first seen
 * @param calls the calls that are known, also when the metric has forgotten them
 * @param sight what the last run looked at, if there was one
 */
public record WatchMemory(
    Map<NoticeKind, LastNotice> told,
    Map<NoticeKind, Instant> since,
    CallHistory calls,
    Optional<Sight> sight) {
  /** Nothing was seen or told yet. */
  public static final WatchMemory EMPTY =
      new WatchMemory(Map.of(), Map.of(), CallHistory.NONE, Optional.empty());

  /**
   * If the watch did not look for so long, the stack may have been deleted and made again: what
   * lasted then need not have lasted all the time.
   */
  private static final Duration LOOKED_AWAY = Duration.ofHours(50);

  public WatchMemory {
    told = copy(told);
    since = copy(since);
  }

  /**
   * One notice that was published.
   *
   * @param on the day, UTC
   * @param once see {@link Concern#once}
   */
  public record LastNotice(LocalDate on, String once) {}

  /**
   * A look at the schedule of calls.
   *
   * @param since from when on it has been seen like this, run by run
   */
  public record Sight(String schedule, Instant since, Instant at) {}

  /** With one more told. */
  WatchMemory with(Concern concern, LocalDate today) {
    Map<NoticeKind, LastNotice> more = new EnumMap<>(NoticeKind.class);
    more.putAll(told);
    more.put(concern.kind(), new LastNotice(today, concern.once()));
    return new WatchMemory(more, since, calls, sight);
  }

  /** With what a run sees now. */
  WatchMemory seeing(WatchFacts facts, String schedule, Instant now) {
    boolean looked = sight.filter(last -> !last.at().isBefore(now.minus(LOOKED_AWAY))).isPresent();
    Instant scheduleSince =
        sight
            .filter(last -> looked && last.schedule().equals(schedule))
            .map(Sight::since)
            .filter(at -> !at.isAfter(now))
            .orElse(now);
    Map<NoticeKind, Instant> lasting = looked ? since : Map.of();
    return new WatchMemory(
        told,
        facts
            .subscriptions()
            .map(seen -> lasting(WatchPolicy.ofSubscriptions(seen), lasting, now))
            .orElse(lasting),
        facts.calls().orElse(CallHistory.NONE).and(calls.until(now)),
        Optional.of(new Sight(schedule, scheduleSince, now)));
  }

  private static Map<NoticeKind, Instant> lasting(
      Collection<Concern> concerns, Map<NoticeKind, Instant> before, Instant now) {
    Map<NoticeKind, Instant> lasting = new EnumMap<>(NoticeKind.class);
    for (Concern concern : concerns) {
      Instant since = before.getOrDefault(concern.kind(), now);
      lasting.put(concern.kind(), since.isAfter(now) ? now : since);
    }
    return lasting;
  }

  private static <V> Map<NoticeKind, V> copy(Map<NoticeKind, V> map) {
    Map<NoticeKind, V> copy = new EnumMap<>(NoticeKind.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }
}
