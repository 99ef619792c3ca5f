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
import java.util.function.Function;
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
    WatchSettings settings,
    WatchSources sources,
    WatchMemories memories,
    Notices notices,
    NoticeTexts texts,
    InstantSource clock) {
  /**
   * How long a run has the right to tell alone. A run takes seconds; if one dies, Lambda tries the
   * event again after a minute, and that run must find the right to tell.
   *
   * @see <a href=
   *     "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Lambda:
   *     how asynchronous invocations are tried again</a>
   */
  static final Duration TELLING = Duration.ofSeconds(30);

  /** Entries that lost a race and are passed over, and races that a run may lose. */
  private static final int MOST_LOST_ENTRIES = 20;

  /**
   * What a run saw and did.
   *
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
    Run run = new Run(facts, now, new ArrayList<>(), problems, deadline);
    Optional<MemoryEntry> newest = seen(() -> memories.newest(deadline), problems);
    WatchMemory memory =
        newest.isPresent()
            ? tellOnce(newest.get(), run)
            : tell(WatchMemory.EMPTY.seeing(facts, settings.schedule(), now), run);
    return new Result(facts.knowing(memory.calls()), run.told(), problems, now);
  }

  /** One run. */
  private record Run(
      WatchFacts facts,
      Instant now,
      List<NoticeKind> told,
      List<String> problems,
      Deadline deadline) {
    LocalDate today() {
      return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  private List<Concern> due(WatchMemory memory, Run run) {
    WatchFacts facts = run.facts().withProblems(run.problems());
    return WatchPolicy.toTell(
        WatchPolicy.concerns(facts, memory, settings, run.now()), memory, run.today());
  }

  /**
   * Tells unless another run does at this moment: whoever wins the next version of the memory may.
   *
   * @return what is remembered
   */
  private WatchMemory tellOnce(MemoryEntry newest, Run run) {
    MemoryEntry entry = newest;
    for (int attempt = 0; attempt < MOST_LOST_ENTRIES; attempt++) {
      MemoryEntry truth = truth(entry, run);
      WatchMemory memory = truth.memory().seeing(run.facts(), settings.schedule(), run.now());
      if (isTelling(truth, run.now())) {
        return memory;
      }
      Instant until = due(memory, run).isEmpty() ? null : run.now().plus(TELLING);
      long follows = entry.version();
      Optional<Long> claim =
          seen(() -> memories.put(memory, follows, until, run.deadline()), run.problems());
      if (claim.isEmpty()) {
        return tell(memory, run);
      }
      if (claim.get() == follows + 1) {
        return until == null ? memory : remember(tell(memory, run), claim.get(), run);
      }
      // Another run wrote in this moment: it tells, or has nothing to tell.
      entry = new MemoryEntry(claim.get(), memory, follows, null);
    }
    return tell(
        truth(entry, run).memory().seeing(run.facts(), settings.schedule(), run.now()), run);
  }

  /**
   * Writes down what was told. Runs that read before the claim and lost may have written in
   * between; their entries count for nothing and are passed over. A run that reads now waits, so
   * there are only few of them.
   */
  private WatchMemory remember(WatchMemory memory, long claim, Run run) {
    long newest = claim;
    for (int attempt = 0; attempt < MOST_LOST_ENTRIES; attempt++) {
      long follows = newest;
      Optional<Long> written =
          seen(() -> memories.put(memory, follows, null, run.deadline()), run.problems());
      if (written.isEmpty() || written.get() == follows + 1) {
        return memory;
      }
      newest = written.get();
    }
    run.problems()
        .add(
            "What was told could not be remembered, since other runs kept writing; it may be told"
                + " again.");
    return memory;
  }

  /** Publishes what is due, and returns what is remembered then. */
  private WatchMemory tell(WatchMemory before, Run run) {
    WatchMemory memory = before;
    for (Concern concern : due(before, run)) {
      Notice notice = concern.notice().apply(texts);
      boolean published =
          seen(
                  () -> {
                    notices.publish(notice, run.deadline());
                    return true;
                  },
                  run.problems())
              .isPresent();
      if (published) {
        run.told().add(concern.kind());
        memory = memory.with(concern, run.today());
      }
    }
    return memory;
  }

  private static boolean isTelling(MemoryEntry truth, Instant now) {
    Instant until = truth.tellingUntil();
    // Not longer than a claim may last: a clock that was wrong must not silence the watch.
    return until != null && now.isBefore(until) && !until.isAfter(now.plus(TELLING));
  }

  /** What counts; an entry that lost holds what its writer had read, if nothing else is seen. */
  private MemoryEntry truth(MemoryEntry newest, Run run) {
    MemoryEntry entry = newest;
    for (int passed = 0; passed < MOST_LOST_ENTRIES && !entry.won(); passed++) {
      long before = entry.version() - 1;
      Optional<MemoryEntry> earlier =
          seen(() -> memories.at(before, run.deadline()), run.problems())
              .flatMap(Function.identity());
      if (earlier.isEmpty()) {
        return newest;
      }
      entry = earlier.get();
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
}
