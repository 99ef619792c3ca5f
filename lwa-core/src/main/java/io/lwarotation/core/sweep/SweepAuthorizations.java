package io.lwarotation.core.sweep;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.notice.SweepNotices;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.sweep.SweepState.Going;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries all authorizations, some at once, and tells people once of each that needs attention. One
 * authorization's trouble is never another's. What is not done when the time ends is done by the
 * next run, from where this one stopped.
 *
 * @param own when the application's own refresh token was stored, if it was: its calls are tried
 *     elsewhere, but its year ends as the others' do
 * @param pause waits, after Login with Amazon answered 429
 */
public record SweepAuthorizations(
    SweepSettings settings,
    Authorizations authorizations,
    Function<Deadline, Optional<Instant>> own,
    AuthorizationTrial trial,
    SweepStates states,
    Notices notices,
    SweepNotices texts,
    SweepReport report,
    InstantSource clock,
    Consumer<Duration> pause) {
  /** The longest that one authorization takes. */
  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);

  /** What is kept of the time for the trials that are under way, the digest and the state. */
  private static final Duration RESERVE = Duration.ofSeconds(45);

  /** How often one authorization is tried while Login with Amazon answers 429. */
  private static final int MOST_ATTEMPTS = 6;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** A sweep that stopped so long ago is begun anew, or some would not be tried this day. */
  private static final Duration GIVEN_UP = Duration.ofHours(12);

  /** How a run ended. */
  public sealed interface Result {
    /** Nothing was said of any authorization, since the client itself is in trouble. */
    record ClientFails(DiagnosedException failure) implements Result {}

    /** The time ended first. */
    record GoesOn(Authorization cursor, long tried, long of) implements Result {}

    /**
     * All were tried.
     *
     * @param counts how many had which outcome: {@code ok} or a diagnosis
     * @param due how many end soon or have ended, by their year
     * @param told whether a digest went out
     * @param lowest the fewest that were tried at once
     */
    record Done(long total, Map<String, Long> counts, long due, boolean told, int lowest)
        implements Result {}
  }

  /** Goes on with a sweep that has stopped, or begins one. */
  public Result run(Deadline deadline) {
    Instant now = clock.instant();
    SweepState before = states.read(deadline).since(now.minus(GIVEN_UP));
    Authorizations.Listing listing = authorizations.list(deadline);
    Optional<AuthorizationYear> ownYear =
        settings.publicApplication()
            ? own.apply(deadline).map(at -> AuthorizationYear.of(at, Optional.empty()))
            : Optional.empty();
    Optional<Going> going = before.going();
    if (going.isEmpty()) {
      listing.foreign().forEach(report::skipped);
    }
    if (listing.all().isEmpty() && ownYear.isEmpty() && before.equals(SweepState.EMPTY)) {
      return new Result.Done(0, Map.of(), 0, false, settings.atOnce());
    }
    List<StoredAuthorization> left = listing.all();
    if (going.isPresent()) {
      Authorization cursor = going.get().cursor();
      left = left.stream().filter(one -> one.authorization().compareTo(cursor) > 0).toList();
    }
    try {
      left.stream()
          .filter(one -> one.token().isPresent())
          .findFirst()
          .ifPresent(one -> trial.prepare(one, deadline));
    } catch (DiagnosedException e) {
      return new Result.ClientFails(e);
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Run run =
        new Run(
            new SweepTally(before, today),
            new Pace(settings.atOnce()),
            new AtomicReference<>(),
            deadline);
    Optional<Authorization> last = tryAll(left, run);
    DiagnosedException trouble = run.trouble().get();
    if (trouble != null) {
      return new Result.ClientFails(trouble);
    }
    if (left.isEmpty() || last.equals(Optional.of(left.getLast().authorization()))) {
      return finish(listing.all(), ownYear, run, today);
    }
    Authorization cursor =
        last.orElseThrow(
            () -> new IllegalStateException("no time was left to try one authorization"));
    states.write(run.tally().goingOn(going.map(Going::startedAt).orElse(now), cursor), deadline);
    return new Result.GoesOn(cursor, run.tally().tried(), listing.all().size());
  }

  /**
   * What the threads of one run share.
   *
   * @param trouble of the client, as soon as one met it
   */
  private record Run(
      SweepTally tally,
      Pace pace,
      AtomicReference<@Nullable DiagnosedException> trouble,
      Deadline deadline) {}

  /**
   * The last one that was tried.
   *
   * @return empty if none was
   */
  private Optional<Authorization> tryAll(List<StoredAuthorization> left, Run run) {
    Authorization last = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (StoredAuthorization one : left) {
        if (run.trouble().get() != null
            || !run.pace().enter(run.deadline().remaining().minus(RESERVE))
            || run.deadline().remaining().compareTo(RESERVE) < 0) {
          break;
        }
        last = one.authorization();
        threads.execute(
            () -> {
              try {
                tryOne(one, run);
              } finally {
                run.pace().leave();
              }
            });
      }
    }
    return Optional.ofNullable(last);
  }

  private void tryOne(StoredAuthorization one, Run run) {
    Duration wait = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      int atOnce = run.pace().allowed();
      try {
        check(one);
        trial.run(one, run.deadline().within(LONGEST_TRIAL));
        run.pace().good();
        run.tally().worked(one.authorization());
        return;
      } catch (DiagnosedException e) {
        if (e.diagnosis() == Diagnosis.ROTATE_SECRET) {
          run.trouble().compareAndSet(null, e);
          return;
        }
        if (isThrottledByLwa(e)) {
          if (run.pace().halve(atOnce)) {
            report.slowed(run.pace().allowed());
          }
          if (attempt < MOST_ATTEMPTS
              && run.deadline().remaining().minus(wait).compareTo(RESERVE) > 0) {
            pause.accept(wait);
            wait = wait.multipliedBy(2);
            continue;
          }
        }
        failed(one, e, run);
        return;
      } catch (RuntimeException e) {
        // A fault of this program with one of them; the others go on.
        String fault =
            "this program ran into an error of its own (" + e.getClass().getSimpleName() + ").";
        failed(one, new DiagnosedException(Diagnosis.UNEXPECTED, fault, e), run);
        return;
      }
    }
  }

  private void failed(StoredAuthorization one, DiagnosedException failure, Run run) {
    report.failed(one.authorization(), failure);
    run.tally().failed(one, failure.diagnosis());
  }

  private static void check(StoredAuthorization one) {
    if (one.token().isEmpty()) {
      throw new DiagnosedException(
          Diagnosis.NOT_CONFIGURED, "the refresh token " + one.problem() + ".", null);
    }
  }

  private static boolean isThrottledByLwa(DiagnosedException e) {
    return e.diagnosis() == Diagnosis.THROTTLED
        && e.getCause() instanceof AmazonException amazon
        && amazon.service() == AmazonException.Service.LWA;
  }

  private Result finish(
      List<StoredAuthorization> all,
      Optional<AuthorizationYear> ownYear,
      Run run,
      LocalDate today) {
    SweepState state = run.tally().at(clock.instant());
    SweepDigest digest = new SweepDigest(settings, all, ownYear, state, today);
    boolean told = digest.isDue();
    if (told) {
      notices.publish(
          texts.digest(digest.needing(), digest.total(), digest.lines(), digest.unnamed()),
          run.deadline());
    }
    states.write(digest.after(told), run.deadline());
    return new Result.Done(
        all.size(), run.tally().counts(), digest.due(), told, run.pace().lowest());
  }
}
