package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelStore.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks that no second rotation is begun, and that people hear of one that does not end: 4 and 7.
 */
final class RotatingOracle extends Truth {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration A_RUN = Duration.ofMinutes(15);
  private static final Duration IN_FLIGHT = Duration.ofDays(2);
  private static final Duration NEEDED = Duration.ofSeconds(12);

  private final StoringOracle storing;
  private Instant undecidedRequest = Instant.MIN;

  /** What was known when the request was marked: nobody can learn more and still stop it. */
  private @Nullable Instant knownAtMark;

  private final Set<Instant> marks = new HashSet<>();
  private Instant lastMark = Instant.MIN;
  private Instant lastNotice = Instant.MIN;

  /** The mark of a request that surely came to nothing. */
  private record Vain(Invocation by, Instant mark) {}

  /** Until its run ends. */
  private @Nullable Vain vain;

  RotatingOracle(ModelAmazon amazon, ModelStore store, StoringOracle storing) {
    super(amazon, store);
    this.storing = storing;
  }

  /** People are told. */
  void beforeNotice(Notice notice) {
    lastNotice = clock.instant();
    Made newest = amazon.newest();
    if (notice.subject().contains("did not arrive")
        && answers(newest)
        && (isKnownToHaveCome(newest)
            || (isEnded(text -> text.byPerson() && text.writtenAt().isAfter(newest.madeAt))
                && !isDatedBefore(newest.madeAt)))
        && store.top().writtenAt().isBefore(clock.instant().minus(Duration.ofMinutes(2)))) {
      throw new Violation("I7", "people are told of what is over");
    }
  }

  /** Invariant 4: a request is marked, and after that nothing may stop it. */
  void beforeMark(Instant mark, Duration left) {
    if (!marks.add(mark)) {
      return; // handed on, though runs beside it may have marked theirs since
    }
    lastMark = mark;
    knownAtMark = storing.knownRotation();
    if (left.compareTo(NEEDED) < 0) {
      throw new Violation("I4", "begins a rotation with " + left.toSeconds() + " s left");
    }
  }

  /** Invariant 4: a request reaches Amazon. */
  void beforeRequest() {
    if (clock.instant().isBefore(plus(undecidedRequest, IN_FLIGHT))) {
      throw new Violation("I4", "asks again while the answer to a request is not known");
    }
  }

  /**
   * What is known of a request when it has ended.
   *
   * @param by the run that sent it
   * @param decided whether Amazon surely made a secret or surely made none
   * @param made whether it made one
   */
  void requestEnded(Invocation by, boolean decided, boolean made) {
    undecidedRequest = decided ? Instant.MIN : clock.instant();
    vain = decided && !made ? new Vain(by, lastMark) : null;
  }

  /** Invariant 7, after a run that came to its end: nothing is awaited that nobody asked for. */
  @SuppressWarnings("ReferenceEquality") // two runs may begin in the same instant
  void afterRotate(Invocation by, boolean failed) {
    Vain ended = vain;
    if (ended == null || ended.by() != by) {
      return;
    }
    vain = null;
    if (!failed && mark().filter(ended.mark()::equals).isPresent()) {
      throw new Violation("I7", "awaits a secret though the request surely came to nothing");
    }
  }

  /** Invariant 4: Amazon is about to make a new secret. */
  void beforeRotation() {
    for (Made made : amazon.secrets()) {
      boolean known = made.asked || (knownAtMark != null && !made.madeAt.isAfter(knownAtMark));
      if (known
          && made.index > 0
          && clock.instant().isBefore(made.madeAt.plus(ModelAmazon.GRACE))) {
        throw new Violation("I4", "rotates again inside the grace of secret " + made.index);
      }
    }
  }

  /**
   * Invariant 7: after a run that nothing disturbed.
   *
   * @param now when it began: it knows no later moment
   */
  void afterQuietRotate(Instant now, Instant scribbledAt) {
    Made newest = amazon.newest();
    if (newest.asked
        && scribbledAt.isBefore(newest.madeAt)
        && now.isAfter(newest.madeAt.plus(IN_FLIGHT))
        && now.isBefore(newest.madeAt.plus(ModelAmazon.GRACE).minusSeconds(300))
        && lastNotice.isBefore(now.minus(Duration.ofHours(25)))
        && !isStoring(now)
        && !somebodyKnew(newest)
        && store.top().writtenAt().isBefore(now.minus(ModelStore.LONGEST_LAG))
        && store.firstVersionOf(newest.secret).isEmpty()
        && !isEnded(text -> text.writtenAt().isAfter(askedFor(newest).minus(A_MINUTE)))) {
      throw new Violation("I7", "nobody hears that secret " + newest.index + " did not come");
    }
  }

  /** When it was asked for: its run marked that, and Amazon made it while the run lasted. */
  private Instant askedFor(Made made) {
    boolean isMarked =
        !lastMark.isAfter(made.madeAt) && made.madeAt.isBefore(plus(lastMark, A_RUN));
    return isMarked ? lastMark : made.madeAt;
  }

  /** Whether somebody stored another secret that works after the request: that ends a mark. */
  private boolean somebodyKnew(Made asked) {
    return store.versions().stream()
        .filter(version -> version.writtenAt().isAfter(askedFor(asked).minus(A_MINUTE)))
        .filter(version -> amazon.works(version.secret()))
        .anyMatch(version -> store.firstVersionOf(version.secret()).equals(Optional.of(version)));
  }

  /** Whether the mark in the record is of the request that made it. */
  private boolean answers(Made made) {
    return mark()
        .filter(mark -> !mark.isAfter(made.madeAt))
        .filter(mark -> mark.isAfter(made.madeAt.minus(Duration.ofMinutes(2))))
        .isPresent();
  }

  private Optional<Instant> mark() {
    return record().map(RotationRecord::requestedAt);
  }

  /**
   * Whether it is stored, was stored by a person, or the record speaks of it. One that a run stored
   * without coming to its record, and that a person then wrote over, is not known to anybody.
   */
  private boolean isKnownToHaveCome(Made asked) {
    return store.firstVersionOf(asked.secret).filter(Version::byPerson).isPresent()
        || asked.secret.equals(store.top().secret())
        || recordsOf(asked, Instant.MIN).findAny().isPresent();
  }

  /** Whether Amazon's own date shows that the stored secret is not the one that was made then. */
  private boolean isDatedBefore(Instant made) {
    return record()
        .filter(record -> record.secretVersion() == store.versions().size())
        .map(RotationRecord::rotatedAt)
        .filter(made::isAfter)
        .isPresent();
  }

  /**
   * Whether nobody waits for a new secret any more, since another text was stored.
   *
   * @param ends which first storing of a text ends the waiting. Who asks whether people must hear
   *     lets every one of about that time count; who asks whether they were told falsely only what
   *     a person stored after the request: a text from before it, or an earlier secret's own
   *     message, ends nothing
   */
  private boolean isEnded(Predicate<Version> ends) {
    return store.firstVersionOf(store.top().secret()).filter(ends).isPresent();
  }
}
