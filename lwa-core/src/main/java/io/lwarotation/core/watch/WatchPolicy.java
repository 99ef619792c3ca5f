package io.lwarotation.core.watch;

import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import io.lwarotation.core.watch.WatchMemory.LastNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people must hear, and what of that today: pure functions of what was seen. */
public final class WatchPolicy {
  /** From so many days left on people are told every day. */
  public static final int DAILY_FROM = 7;

  /** How long a new secret may take before a person should look. */
  private static final Duration IN_FLIGHT = Duration.ofDays(2);

  /** The rotation tells daily by itself; if it did so in this time, the watch need not. */
  private static final Duration TOLD_BY_ROTATION = Duration.ofHours(26);

  /** Two runs of the rotation: what comes up in between it tells first. */
  private static final Duration ROTATION_TELLS_FIRST = Duration.ofHours(12);

  private static final Duration OLD_SECRET_WARNING = Duration.ofDays(2);

  /** So long without a good call is no passing trouble: a daily schedule, and two hours. */
  private static final Duration NO_GOOD_CALL = Duration.ofHours(26);

  /** What EventBridge Scheduler's retries and an hourly metric may take. */
  private static final Duration CALL_IS_LATE = Duration.ofHours(2);

  /**
   * People have a day to confirm, half of what AWS gives them; and in a new stack the topic may be
   * looked at before its subscriptions are made.
   */
  private static final Duration TO_CONFIRM = Duration.ofHours(20);

  private WatchPolicy() {}

  /**
   * All that is wrong or comes near, the most urgent first.
   *
   * @param memory with what this run has seen: {@link WatchMemory#seeing}
   */
  static List<Concern> concerns(
      WatchFacts facts, WatchMemory memory, WatchSettings settings, Instant now) {
    List<Concern> all = new ArrayList<>();
    facts.secret().ifPresent(secret -> ofSecret(secret, settings, now, all));
    facts.subscriptions().map(WatchPolicy::ofSubscriptions).orElse(List.of()).stream()
        .filter(concern -> lasts(concern, memory, now))
        .forEach(all::add);
    if (facts.calls().isPresent()) {
      ofCalls(facts.secret(), memory, settings, now).ifPresent(all::add);
    }
    Map<String, Long> lying = new TreeMap<>(facts.deadLetters());
    lying.values().removeIf(count -> count == 0);
    if (!lying.isEmpty()) {
      all.add(new Concern(NoticeKind.DEAD_LETTERS, texts -> texts.deadLetters(lying)));
    }
    if (!facts.problems().isEmpty()) {
      all.add(
          new Concern(
              NoticeKind.WATCH_INCOMPLETE, texts -> texts.watchIncomplete(facts.problems())));
    }
    return all;
  }

  /** Those of them that people are to be told today. */
  static List<Concern> toTell(List<Concern> concerns, WatchMemory memory, LocalDate today) {
    return concerns.stream().filter(concern -> isDue(concern, memory, today)).toList();
  }

  private static boolean isDue(Concern concern, WatchMemory memory, LocalDate today) {
    LastNotice told = memory.told().get(concern.kind());
    // A clock that was wrong, more than a day ahead, must not silence the watch for long.
    if (told == null || told.on().isAfter(today.plusDays(1))) {
      return true;
    }
    if (!told.on().isBefore(today)) {
      return false;
    }
    String once = concern.once();
    return once.isEmpty() || !once.equals(told.once());
  }

  private static void ofSecret(
      SecretDates secret, WatchSettings settings, Instant now, List<Concern> all) {
    SecretExpiry expiry = secret.expiry();
    long left = expiry.daysLeft(now);
    if (left >= 0) {
      settings.stages(expiry).stream()
          .filter(stage -> !now.isBefore(stage.from()))
          .findFirst()
          .ifPresent(stage -> all.add(expires(left, expiry.expiresAt(), stage.daysLeft())));
    } else if (isWatchsToTell(expiry.expiresAt(), secret, settings, now)) {
      all.add(
          new Concern(
              NoticeKind.SECRET_EXPIRED,
              texts -> texts.secretExpired(-left - 1, expiry.expiresAt())));
    }
    secret
        .requestedAt()
        .filter(at -> now.isAfter(at.plus(IN_FLIGHT)))
        .filter(at -> isWatchsToTell(at.plus(IN_FLIGHT), secret, settings, now))
        .map(at -> new Concern(NoticeKind.NEW_SECRET_MISSING, texts -> texts.newSecretMissing(at)))
        .ifPresent(all::add);
    Instant oldEnds = secret.oldSecretEnds();
    if (oldEnds != null
        && now.isBefore(oldEnds)
        && !now.isBefore(oldEnds.minus(OLD_SECRET_WARNING))) {
      all.add(
          new Concern(
              NoticeKind.OLD_SECRET_ENDS,
              oldEnds.toString(),
              texts -> texts.oldSecretEnds(oldEnds)));
    }
    secret
        .unreadable()
        .map(why -> new Concern(NoticeKind.RECORD_BROKEN, texts -> texts.recordBroken(why)))
        .ifPresent(all::add);
    secret
        .editedAt()
        .map(at -> new Concern(NoticeKind.RECORD_EDITED, texts -> texts.recordEdited(at)))
        .ifPresent(all::add);
  }

  /** Once at each stage, and daily below the last one. */
  private static Concern expires(long left, Instant expiresAt, int stage) {
    boolean daily = stage <= DAILY_FROM && left < DAILY_FROM;
    return new Concern(
        NoticeKind.SECRET_EXPIRES,
        daily ? "" : expiresAt + " " + stage,
        texts -> texts.secretExpires(left, expiresAt));
  }

  /**
   * Whether the rotation, which tells of this as well, does not. It goes first; who hears of its
   * trouble from the rotation need not hear of it from the watch on the same day.
   */
  private static boolean isWatchsToTell(
      Instant since, SecretDates secret, WatchSettings settings, Instant now) {
    Instant noticedAt = secret.noticedAt();
    boolean told =
        noticedAt != null
            && !noticedAt.isAfter(now)
            && !now.isAfter(noticedAt.plus(TOLD_BY_ROTATION));
    return !told && !(settings.automatic() && now.isBefore(since.plus(ROTATION_TELLS_FIRST)));
  }

  /** What is wrong with the subscriptions at this moment. */
  static List<Concern> ofSubscriptions(Subscriptions seen) {
    long pending = seen.pending();
    List<Concern> all = new ArrayList<>();
    if (seen.confirmed() == 0) {
      all.add(new Concern(NoticeKind.NOBODY_SUBSCRIBED, texts -> texts.nobodySubscribed(pending)));
    }
    if (pending > 0) {
      all.add(
          new Concern(
              NoticeKind.SUBSCRIPTION_PENDING, texts -> texts.subscriptionPending(pending)));
    }
    if (seen.gone() > 0) {
      all.add(
          new Concern(NoticeKind.SUBSCRIPTION_GONE, texts -> texts.subscriptionGone(seen.gone())));
    }
    return all;
  }

  private static boolean lasts(Concern concern, WatchMemory memory, Instant now) {
    Instant since = memory.since().get(concern.kind());
    return since != null && !now.isBefore(since.plus(TO_CONFIRM));
  }

  private static Optional<Concern> ofCalls(
      Optional<SecretDates> secret, WatchMemory memory, WatchSettings settings, Instant now) {
    CallHistory calls = memory.calls();
    if (calls.lastGood().isEmpty() && !secret.map(SecretDates::isPut).orElse(false)) {
      return Optional.empty(); // nothing to call with yet
    }
    Instant stored = secret.map(SecretDates::storedAt).orElse(Instant.MIN);
    Instant scheduled = memory.sight().map(WatchMemory.Sight::since).orElse(now);
    Instant begun = calls.lastGood().isEmpty() ? later(scheduled, stored) : scheduled;
    Instant since = calls.last().map(last -> later(last, begun)).orElse(begun);
    if (settings
        .period()
        .filter(period -> now.isAfter(since.plus(period).plus(CALL_IS_LATE)))
        .isPresent()) {
      return Optional.of(
          new Concern(
              NoticeKind.NO_CALLS,
              texts ->
                  texts.noCalls(calls.last(), calls.last().orElse(since), settings.schedule())));
    }
    return calls
        .last()
        .filter(last -> calls.lastGood().map(last::isAfter).orElse(true))
        // Of another secret a failed call says nothing.
        .filter(last -> last.minus(CallHistory.HOUR).isAfter(stored))
        .map(_ -> calls.lastGood().orElse(later(calls.first().orElse(stored), stored)))
        .filter(failingSince -> now.isAfter(failingSince.plus(NO_GOOD_CALL)))
        .map(_ -> new Concern(NoticeKind.CALLS_FAIL, texts -> texts.callsFail(calls.lastGood())));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
