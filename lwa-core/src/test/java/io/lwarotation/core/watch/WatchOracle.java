package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people must hear and must not, from what is really so. */
final class WatchOracle {
  private static final Duration DAY = Duration.ofHours(26);

  private final LifeWorld world;
  private final Map<NoticeKind, Instant> lastTold = new EnumMap<>(NoticeKind.class);
  private final Map<NoticeKind, Instant> trueSince = new EnumMap<>(NoticeKind.class);
  private final Map<NoticeKind, LocalDate> day = new EnumMap<>(NoticeKind.class);
  private final Map<Instant, Integer> stages = new HashMap<>();
  private Instant lastRun = Instant.EPOCH;

  WatchOracle(LifeWorld world) {
    this.world = world;
  }

  long daysLeft() {
    return Math.floorDiv(Duration.between(world.now(), world.end()).toSeconds(), 86_400);
  }

  /** What it told it could not remember: it may be told once more. */
  void heardOfADeadRun(int notices) {
    assertTrue(notices <= 1, "it dies at its first notice");
  }

  void ran(List<NoticeKind> told, String when) {
    Instant now = world.now();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    Set<NoticeKind> troubles = troubles();
    if (now.isAfter(lastRun.plus(Duration.ofHours(50)))) {
      trueSince.clear();
    }
    trueSince.keySet().retainAll(troubles);
    troubles.forEach(kind -> trueSince.putIfAbsent(kind, now));
    lastRun = now;
    for (NoticeKind kind : told) {
      assertTrue(troubles.contains(kind), () -> kind + " is not so: " + when);
      assertTrue(!today.equals(day.put(kind, today)), () -> kind + " twice a day: " + when);
      lastTold.put(kind, now);
    }
    if (told.contains(NoticeKind.SECRET_EXPIRED) || told.contains(NoticeKind.NEW_SECRET_MISSING)) {
      assertTrue(!rotationTold(), () -> "the rotation told already: " + when);
    }
    for (NoticeKind kind : troubles) {
      if (isDue(kind, now)) {
        Instant last = lastTold.getOrDefault(kind, Instant.EPOCH);
        assertTrue(!last.isBefore(now.minus(DAY)), () -> kind + " is not told: " + when);
      }
    }
    if (troubles.contains(NoticeKind.SECRET_EXPIRES)) {
      int stage = daysLeft() > 21 ? 30 : daysLeft() > 14 ? 21 : daysLeft() > 7 ? 14 : 7;
      boolean first = stages.getOrDefault(world.end(), 99) > stage;
      stages.merge(world.end(), stage, Math::min);
      assertTrue(
          !first || today.equals(day.get(NoticeKind.SECRET_EXPIRES)), () -> "stage: " + when);
    }
  }

  private boolean rotationTold() {
    return !world.toldByRotation.isEmpty()
        && !world.toldByRotation.getLast().isBefore(world.now().minus(Duration.ofHours(26)));
  }

  /** The day of Parameter Store's line, or a later one. */
  private boolean isReminderDay() {
    return !day(world.now()).isBefore(day(world.end().minus(Duration.ofDays(30))));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** What is so now, whether or not it is time to tell. */
  private Set<NoticeKind> troubles() {
    Set<NoticeKind> all = EnumSet.noneOf(NoticeKind.class);
    Instant now = world.now();
    if (daysLeft() < 0) {
      all.add(NoticeKind.SECRET_EXPIRED);
    } else if (daysLeft() <= 21 || isReminderDay()) {
      all.add(NoticeKind.SECRET_EXPIRES);
    }
    WatchWorld seen = world.seen;
    boolean blind = seen.failing.contains("subscriptions");
    if (blind) {
      all.add(NoticeKind.WATCH_INCOMPLETE);
    }
    if (!blind && seen.confirmed == 0) {
      all.add(NoticeKind.NOBODY_SUBSCRIBED);
    }
    if (!blind && seen.pending > 0) {
      all.add(NoticeKind.SUBSCRIPTION_PENDING);
    }
    if (!blind && seen.confirmed + seen.pending < 2) {
      all.add(NoticeKind.SUBSCRIPTION_GONE);
    }
    if (seen.deadLetters.getOrDefault("NewSecret", 0L) > 0) {
      all.add(NoticeKind.DEAD_LETTERS);
    }
    if (world.isUnreadable()) {
      all.add(NoticeKind.RECORD_BROKEN);
    }
    if (world.editedAt != null) {
      all.add(NoticeKind.RECORD_EDITED);
    }
    world.counting().map(entry -> entry.record()).ifPresent(record -> ofRecord(record, all));
    Instant last = world.lastCall(false).map(LifeWorld.Call::at).orElse(Instant.EPOCH);
    if (world.isPut && now.isAfter(last.plus(world.period).plus(Duration.ofHours(1)))) {
      all.add(NoticeKind.NO_CALLS);
    }
    boolean good = world.lastCall(false).map(LifeWorld.Call::good).orElse(true);
    if (world.isPut && !good) {
      all.add(NoticeKind.CALLS_FAIL);
    }
    return all;
  }

  private void ofRecord(StoredRecord stored, Set<NoticeKind> all) {
    Instant now = world.now();
    switch (stored) {
      case StoredRecord.Broken _, StoredRecord.Absent _ -> {}
      case StoredRecord.Present(var record) -> {
        Instant asked = record.requestedAt();
        if (asked != null
            && !world.seen.storedAt.isAfter(asked)
            && now.isAfter(asked.plus(Duration.ofDays(2)))
            && now.isBefore(asked.plus(Duration.ofDays(7)))) {
          all.add(NoticeKind.NEW_SECRET_MISSING);
        }
        Instant old = record.oldSecretExpiresAt();
        if (old != null
            && record.secretVersion() == world.seen.version
            && !world.isUnreadable()
            && now.isBefore(old)
            && !now.isBefore(old.minus(Duration.ofDays(2)))) {
          all.add(NoticeKind.OLD_SECRET_ENDS);
        }
      }
    }
  }

  /** Whether people must have heard of it within a day by now. */
  private boolean isDue(NoticeKind kind, Instant now) {
    Instant since = trueSince.getOrDefault(kind, now);
    return switch (kind) {
      case SECRET_EXPIRED ->
          !rotationTold()
              && (!world.automatic || now.isAfter(world.end().plus(Duration.ofHours(12))));
      case NEW_SECRET_MISSING -> !rotationTold() && now.isAfter(since.plus(Duration.ofHours(12)));
      case NOBODY_SUBSCRIBED, SUBSCRIPTION_PENDING, SUBSCRIPTION_GONE ->
          !now.isBefore(since.plus(Duration.ofHours(20)));
      case NO_CALLS -> now.isAfter(lastHeard().plus(world.period).plus(Duration.ofHours(4)));
      case CALLS_FAIL -> {
        Instant last = world.lastCall(false).map(LifeWorld.Call::at).orElse(now);
        Instant good = world.lastCall(true).map(LifeWorld.Call::at).orElse(world.seen.storedAt);
        yield last.isAfter(world.seen.storedAt.plus(Duration.ofHours(1)))
            && now.isAfter(good.plus(Duration.ofHours(56)))
            && now.isBefore(last.plus(world.period).plus(Duration.ofHours(2)));
      }
      case DEAD_LETTERS, RECORD_BROKEN, WATCH_INCOMPLETE -> true;
      case RECORD_EDITED -> true;
      // Told once or by stages; and those of the rotation.
      default -> false;
    };
  }

  /** The last call, or the first moment from which one could have come. */
  private Instant lastHeard() {
    Instant last = world.lastCall(false).map(LifeWorld.Call::at).orElse(Instant.EPOCH);
    Instant sight = world.seen.entries.getLast().memory().sight().orElseThrow().since();
    Instant begun =
        world.lastCall(true).isEmpty() && world.seen.storedAt.isAfter(sight)
            ? world.seen.storedAt
            : sight;
    return last.isAfter(begun) ? last : begun;
  }
}
