package io.lwarotation.core.watch;

import io.lwarotation.core.notice.NoticeKind;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What people were told, and when.
 *
 * @param told the last notice of each kind
 */
public record WatchMemory(Map<NoticeKind, Told> told) {
  /** Nothing was told yet. */
  public static final WatchMemory EMPTY = new WatchMemory(Map.of());

  public WatchMemory {
    Map<NoticeKind, Told> copy = new EnumMap<>(NoticeKind.class);
    copy.putAll(told);
    told = Collections.unmodifiableMap(copy);
  }

  /**
   * One notice that was published.
   *
   * @param on the day, UTC
   * @param once see {@link Concern#once}
   */
  public record Told(LocalDate on, String once) {}

  /** With one more told. */
  WatchMemory with(Concern concern, LocalDate today) {
    Map<NoticeKind, Told> more = new EnumMap<>(NoticeKind.class);
    more.putAll(told);
    more.put(concern.kind(), new Told(today, concern.once()));
    return new WatchMemory(more);
  }
}
