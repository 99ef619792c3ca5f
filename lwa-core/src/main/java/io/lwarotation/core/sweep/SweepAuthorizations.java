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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries all authorizations, some at once, and tells people once of each that needs attention. One
 * authorization's trouble is never another's. What is not done when the time ends is done by the
 * next run, from where this one stopped.
 *
 * @param settings how the application is deployed
 * @param own when the application's own refresh token was stored, if it was: its calls are tried
 *     elsewhere, but its year ends as the others' do
 * @param notices where the digest goes
 * @param texts what it says
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
    /**
     * Nothing was said of any authorization, since the client itself is in trouble.
     *
     * @param failure what is wrong with it
     */
    record ClientFails(DiagnosedException failure) implements Result {}

    /**
     * The time ended first.
     *
     * @param cursor the last authorization that was tried
     */
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
    if (listing.all().isEmpty() && ownYear.isEmpty() && before.equals(SweepState.EMPTY)) {
      listing.foreign().forEach(report::skipped);
      return new Result.Done(0, Map.of(), 0, false, settings.atOnce());
    }
    Optional<Going> going = before.going();
    if (going.isEmpty()) {
      listing.foreign().forEach(report::skipped);
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    SweepTally tally = new SweepTally(before, today);
    List<StoredAuthorization> left = listing.all();
    if (going.isPresent()) {
      Authorization cursor = going.get().cursor();
      left = left.stream().filter(one -> one.authorization().compareTo(cursor) > 0).toList();
    }
    Optional<StoredAuthorization> usable =
        left.stream().filter(one -> one.token().isPresent()).findFirst();
    try {
      usable.ifPresent(one -> trial.prepare(one, deadline));
    } catch (DiagnosedException e) {
      return new Result.ClientFails(e);
    }
    Pace pace = new Pace(settings.atOnce());
    AtomicReference<Optional<DiagnosedException>> client = new AtomicReference<>(Optional.empty());
    Optional<Authorization> last = tryAll(left, tally, pace, client, deadline);
    Optional<DiagnosedException> trouble = Objects.requireNonNull(client.get());
    if (trouble.isPresent()) {
      return new Result.ClientFails(trouble.get());
    }
    Instant startedAt = going.map(Going::startedAt).orElse(now);
    if (last.isPresent() || left.isEmpty()) {
      boolean whole = left.isEmpty() || left.getLast().authorization().equals(last.orElseThrow());
      if (!whole) {
        states.write(tally.goingOn(startedAt, last.get()), deadline);
        return new Result.GoesOn(last.get(), tally.tried(), listing.all().size());
      }
      return finish(listing.all(), ownYear, tally, pace, today, deadline);
    }
    throw new IllegalStateException("no time was left to try one authorization");
  }

  /**
   * The last one that was tried.
   *
   * @return empty if none was
   */
  private Optional<Authorization> tryAll(
      List<StoredAuthorization> left,
      SweepTally tally,
      Pace pace,
      AtomicReference<Optional<DiagnosedException>> client,
      Deadline deadline) {
    Authorization last = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (StoredAuthorization one : left) {
        if (Objects.requireNonNull(client.get()).isPresent()
            || !pace.enter(deadline.remaining().minus(RESERVE))
            || deadline.remaining().compareTo(RESERVE) < 0) {
          break;
        }
        last = one.authorization();
        threads.execute(
            () -> {
              try {
                tryOne(one, tally, pace, client, deadline);
              } finally {
                pace.leave();
              }
            });
      }
    }
    return Optional.ofNullable(last);
  }

  private void tryOne(
      StoredAuthorization one,
      SweepTally tally,
      Pace pace,
      AtomicReference<Optional<DiagnosedException>> client,
      Deadline deadline) {
    Duration wait = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      int atOnce = pace.allowed();
      try {
        check(one);
        trial.run(one, deadline.within(LONGEST_TRIAL));
        pace.good();
        tally.worked(one.authorization());
        return;
      } catch (DiagnosedException e) {
        if (e.diagnosis() == Diagnosis.ROTATE_SECRET) {
          client.compareAndSet(Optional.empty(), Optional.of(e));
          return;
        }
        if (isThrottledByLwa(e)) {
          if (pace.halve(atOnce)) {
            report.slowed(pace.allowed());
          }
          if (attempt < MOST_ATTEMPTS && deadline.remaining().minus(wait).compareTo(RESERVE) > 0) {
            pause.accept(wait);
            wait = wait.multipliedBy(2);
            continue;
          }
        }
        report.failed(one.authorization(), e);
        tally.failed(one, e.diagnosis());
        return;
      } catch (RuntimeException e) {
        // A fault of this program with one of them; the others go on.
        DiagnosedException fault =
            new DiagnosedException(
                Diagnosis.UNEXPECTED,
                "this program ran into an error of its own (" + e.getClass().getSimpleName() + ").",
                e);
        report.failed(one.authorization(), fault);
        tally.failed(one, Diagnosis.UNEXPECTED);
        return;
      }
    }
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
      SweepTally tally,
      Pace pace,
      LocalDate today,
      Deadline deadline) {
    SweepDigest digest = new SweepDigest(settings, all, ownYear, tally.at(clock.instant()), today);
    boolean told = digest.isDue();
    if (told) {
      notices.publish(
          texts.digest(digest.needing(), digest.total(), digest.lines(), digest.unnamed()),
          deadline);
    }
    states.write(digest.after(told), deadline);
    return new Result.Done(all.size(), tally.counts(), digest.due(), told, pace.lowest());
  }
}
