package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.rotation.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one application and tells people what they must hear. Safe to run any number of times,
 * also at once: of each kind people get one notice a day. What was told is remembered after it was
 * told, so a run that dies tells twice rather than never; likewise if the memory cannot be used.
 *
 * @param clock for where Parameter Store could not be asked
 */
public record WatchApplication(
    WatchSources sources,
    WatchMemories memories,
    Notices notices,
    NoticeTexts texts,
    InstantSource clock) {
  /** Longer than the function may run: who claimed the telling is dead when it ends. */
  private static final Duration TELLING = Duration.ofMinutes(2);

  /** Entries that lost a race and are passed over. */
  private static final int MOST_LOST_ENTRIES = 20;

  /**
   * What a run saw and did.
   *
   * @param told what was published now
   * @param problems of looking, of telling and of remembering
   * @param now by Parameter Store's clock if it could be asked
   */
  public record Result(
      WatchFacts facts, List<NoticeKind> told, List<String> problems, Instant now) {
    public Result {
      told = List.copyOf(told);
      problems = List.copyOf(problems);
    }
  }

  /** Never fails as a whole: what went wrong is in the result, and told as far as that works. */
  public Result run(Deadline deadline) {
    List<String> problems = new ArrayList<>();
    Optional<SecretDates> secret = seen(() -> sources.secret(deadline), problems);
    Instant now = secret.map(SecretDates::now).orElseGet(clock::instant);
    WatchFacts facts =
        new WatchFacts(
            secret,
            seen(() -> sources.subscriptions(deadline), problems),
            seen(() -> sources.deadLetters(deadline), problems).orElse(Map.of()),
            seen(() -> sources.calls(now, deadline), problems),
            problems);
    Optional<MemoryEntry> newest = seen(() -> memories.at(0, deadline), problems);
    List<NoticeKind> told = new ArrayList<>();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (newest.isEmpty()) {
      tell(facts(facts, problems), now, WatchMemory.EMPTY, today, told, problems, deadline);
      return new Result(facts, told, problems, now);
    }
    tellOnce(newest.get(), facts, now, today, told, problems, deadline);
    return new Result(facts, told, problems, now);
  }

  private void tellOnce(
      MemoryEntry newest,
      WatchFacts facts,
      Instant now,
      LocalDate today,
      List<NoticeKind> told,
      List<String> problems,
      Deadline deadline) {
    MemoryEntry truth = seen(() -> truth(newest, deadline), problems).orElse(newest);
    List<Concern> due = WatchPolicy.toTell(WatchPolicy.concerns(facts, now), truth.memory(), today);
    if (due.isEmpty() || isTelling(truth, now)) {
      return;
    }
    Optional<Long> claim =
        seen(
            () -> memories.put(truth.memory(), newest.version(), now.plus(TELLING), deadline),
            problems);
    if (claim.isPresent() && claim.get() != newest.version() + 1) {
      return; // Another run claimed it in this moment, and tells.
    }
    WatchMemory memory =
        tell(
            claim.isPresent() ? facts : facts(facts, problems),
            now,
            truth.memory(),
            today,
            told,
            problems,
            deadline);
    claim.ifPresent(version -> seen(() -> remember(memory, version, deadline), problems));
  }

  /**
   * Writes down what was told. Runs that read before the claim and lost may have written in
   * between; their entries count for nothing and are passed over. A run that reads now waits, so
   * there are only few of them.
   */
  private long remember(WatchMemory memory, long claim, Deadline deadline) {
    long newest = claim;
    for (int attempt = 0; attempt < MOST_LOST_ENTRIES; attempt++) {
      long written = memories.put(memory, newest, null, deadline);
      if (written == newest + 1) {
        return written;
      }
      newest = written;
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE,
        "What was told could not be remembered, since others wrote all the time; it may be told"
            + " again.",
        null);
  }

  /** Publishes what is due, and returns what is remembered then. */
  private WatchMemory tell(
      WatchFacts facts,
      Instant now,
      WatchMemory before,
      LocalDate today,
      List<NoticeKind> told,
      List<String> problems,
      Deadline deadline) {
    WatchMemory memory = before;
    for (Concern concern : WatchPolicy.toTell(WatchPolicy.concerns(facts, now), before, today)) {
      Notice notice = text(concern);
      boolean published =
          seen(
                  () -> {
                    notices.publish(notice, deadline);
                    return true;
                  },
                  problems)
              .isPresent();
      if (published) {
        told.add(concern.kind());
        memory = memory.with(concern, today);
      }
    }
    return memory;
  }

  /** The facts with what went wrong since they were looked at. */
  private static WatchFacts facts(WatchFacts facts, List<String> problems) {
    return new WatchFacts(
        facts.secret(), facts.subscriptions(), facts.deadLetters(), facts.calls(), problems);
  }

  private static boolean isTelling(MemoryEntry truth, Instant now) {
    Instant until = truth.tellingUntil();
    // Not longer than a claim may last: a clock that was wrong must not silence the watch.
    return until != null && now.isBefore(until) && until.isBefore(now.plus(TELLING).plusSeconds(1));
  }

  private MemoryEntry truth(MemoryEntry newest, Deadline deadline) {
    MemoryEntry entry = newest;
    for (int passed = 0; passed < MOST_LOST_ENTRIES && !entry.won(); passed++) {
      entry = memories.at(entry.version() - 1, deadline);
    }
    return entry;
  }

  private static <T extends @Nullable Object> Optional<T> seen(
      Supplier<T> look, List<String> problems) {
    try {
      return Optional.ofNullable(look.get());
    } catch (StoreException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Notice text(Concern concern) {
    return switch (concern) {
      case Concern.Expires(long daysLeft, Instant expiresAt, int _) ->
          texts.secretExpires(daysLeft, expiresAt);
      case Concern.Expired(long daysAgo, Instant expiresAt) ->
          texts.secretExpired(daysAgo, expiresAt);
      case Concern.OldSecretEnds(Instant at) -> texts.oldSecretEnds(at);
      case Concern.NobodySubscribed(long pending) -> texts.nobodySubscribed(pending);
      case Concern.Pending(long count) -> texts.subscriptionPending(count);
      case Concern.Gone(long count) -> texts.subscriptionGone(count);
      case Concern.NewSecretMissing(Instant requestedAt) -> texts.newSecretMissing(requestedAt);
      case Concern.DeadLetters(Map<String, Long> counts) -> texts.deadLetters(counts);
      case Concern.CallsFail(Optional<Instant> lastGood) -> texts.callsFail(lastGood);
      case Concern.NoCalls(Instant lastCall) -> texts.noCalls(lastCall);
      case Concern.RecordBroken(String reason) -> texts.recordBroken(reason);
      case Concern.Incomplete(List<String> problems) -> texts.watchIncomplete(problems);
    };
  }
}
