package io.lwarotation.core.watch;

import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import io.lwarotation.core.watch.WatchMemory.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people must hear, and what of that today: pure functions of what was seen. */
public final class WatchPolicy {
  /** From so many days left on people are told every day. */
  static final int DAILY_FROM = 7;

  private static final List<Integer> STAGES = List.of(DAILY_FROM, 14, 21);

  /** How long a new secret may take before a person should look. */
  private static final Duration IN_FLIGHT = Duration.ofDays(2);

  /** The rotation tells daily by itself; if it did so in this time, the watch need not. */
  private static final Duration TOLD_BY_ROTATION = Duration.ofHours(26);

  private static final Duration OLD_SECRET_WARNING = Duration.ofDays(2);

  /** So long without a good call is no passing trouble: a daily schedule, and two hours. */
  private static final Duration NO_GOOD_CALL = Duration.ofHours(26);

  private WatchPolicy() {}

  /** All that is wrong or comes near, the most urgent first. */
  public static List<Concern> concerns(WatchFacts facts, Instant now) {
    List<Concern> all = new ArrayList<>();
    facts.secret().ifPresent(secret -> ofSecret(secret, now, all));
    facts.subscriptions().ifPresent(subscriptions -> ofSubscriptions(subscriptions, all));
    facts.calls().ifPresent(calls -> ofCalls(calls, now, all));
    Map<String, Long> lying = new TreeMap<>(facts.deadLetters());
    lying.values().removeIf(count -> count == 0);
    if (!lying.isEmpty()) {
      all.add(new Concern.DeadLetters(lying));
    }
    if (!facts.problems().isEmpty()) {
      all.add(new Concern.Incomplete(facts.problems()));
    }
    return all;
  }

  /** Those of them that people are to be told today. */
  public static List<Concern> toTell(List<Concern> concerns, WatchMemory memory, LocalDate today) {
    return concerns.stream().filter(concern -> isDue(concern, memory, today)).toList();
  }

  private static boolean isDue(Concern concern, WatchMemory memory, LocalDate today) {
    Told told = memory.told().get(concern.kind());
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

  private static void ofSecret(SecretDates secret, Instant now, List<Concern> all) {
    SecretExpiry expiry = secret.expiry();
    long left = expiry.daysLeft(now);
    if (left < 0) {
      all.add(new Concern.Expired(-left - 1, expiry.expiresAt()));
    } else {
      STAGES.stream()
          .filter(stage -> left <= stage)
          .findFirst()
          .ifPresent(stage -> all.add(new Concern.Expires(left, expiry.expiresAt(), stage)));
    }
    Instant requestedAt = secret.requestedAt();
    Instant noticedAt = secret.noticedAt();
    if (requestedAt != null
        && now.isAfter(requestedAt.plus(IN_FLIGHT))
        && (noticedAt == null || now.isAfter(noticedAt.plus(TOLD_BY_ROTATION)))) {
      all.add(new Concern.NewSecretMissing(requestedAt));
    }
    Instant oldEnds = secret.oldSecretEnds();
    if (oldEnds != null
        && now.isBefore(oldEnds)
        && !now.isBefore(oldEnds.minus(OLD_SECRET_WARNING))) {
      all.add(new Concern.OldSecretEnds(oldEnds));
    }
    if (secret.record() instanceof StoredRecord.Broken(String reason)) {
      all.add(new Concern.RecordBroken(reason));
    }
  }

  private static void ofSubscriptions(Subscriptions subscriptions, List<Concern> all) {
    if (subscriptions.confirmed() == 0) {
      all.add(new Concern.NobodySubscribed(subscriptions.pending()));
    }
    if (subscriptions.pending() > 0) {
      all.add(new Concern.Pending(subscriptions.pending()));
    }
    if (subscriptions.gone() > 0) {
      all.add(new Concern.Gone(subscriptions.gone()));
    }
  }

  private static void ofCalls(CallHistory calls, Instant now, List<Concern> all) {
    if (calls.last().isEmpty()) {
      return; // none was ever made, or the schedule is rarer than the metric reaches
    }
    Instant last = calls.last().get();
    boolean failed = calls.lastGood().isEmpty() || calls.lastGood().get().isBefore(last);
    Instant failingSince = calls.lastGood().orElse(calls.calls().getFirst());
    if (failed && now.isAfter(failingSince.plus(NO_GOOD_CALL))) {
      all.add(new Concern.CallsFail(calls.lastGood()));
    }
    calls
        .longestGap()
        .map(gap -> last.plus(gap.multipliedBy(2)).plus(Duration.ofHours(2)))
        .filter(now::isAfter)
        .ifPresent(_ -> all.add(new Concern.NoCalls(last)));
  }
}
