package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelStore.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that calls go on, and which end of a secret counts: liveness, 7 and 9. */
final class EndsOracle extends Truth {
  /** What a rotation needs before the end, with all that is allowed to go wrong. */
  private static final Duration IN_TIME = Duration.ofDays(12);

  private Instant excusedUntil = Instant.MIN;
  private Instant lastEarly = Instant.MIN;

  /** When it was first acknowledged, for each secret, that Amazon says when it ends. */
  private final Map<Integer, Instant> heeded = new HashMap<>();

  EndsOracle(ModelAmazon amazon, ModelStore store) {
    super(amazon, store);
  }

  /** People are told. */
  void beforeNotice(Notice notice) {
    if (notice.subject().contains("early")) {
      lastEarly = clock.instant();
    }
  }

  /** An outage that begins before {@code until} has a cause that no program can remove. */
  void excuse(Duration from) {
    Instant until = clock.instant().plus(from);
    if (until.isAfter(excusedUntil)) {
      excusedUntil = until;
    }
  }

  /** Liveness: calls go on. */
  void afterCall(boolean works) {
    if (!works && clock.instant().isAfter(excusedUntil) && !wasEndUnknown()) {
      throw new Violation("L", "calls fail and nothing that happened explains it");
    }
  }

  /** Liveness: Amazon accepts what is stored in the end. */
  void atTheEnd() {
    if (!amazon.works(store.top().secret()) && clock.instant().isAfter(excusedUntil)) {
      throw new Violation("L", "at the end the stored secret does not work");
    }
  }

  /**
   * Whether the stored secret's end could not be known in time: somebody stored it by hand, and no
   * message on its end came through.
   */
  private boolean wasEndUnknown() {
    Made made = amazon.find(store.top().secret());
    if (made == null
        || !store
            .firstVersionOf(made.secret)
            .filter(first -> first.byPerson() && end(first, made).isAfter(made.expiresAt))
            .isPresent()) {
      return false;
    }
    // What was heard while another text was stored in between is recorded for that one.
    Instant heard = heeded.get(made.index);
    return heard == null
        || heard.isBefore(storedSince())
        || heard.isAfter(made.expiresAt.minus(IN_TIME));
  }

  /** Since when the stored text has been stored without another in between. */
  private Instant storedSince() {
    List<Version> versions = store.versions();
    int first = versions.size() - 1;
    while (first > 0
        && Objects.equals(versions.get(first - 1).secret(), versions.get(first).secret())) {
      first--;
    }
    return versions.get(first).writtenAt();
  }

  /** When a secret is taken to end of which only its age in the store is known. */
  private static Instant end(Version first, Made made) {
    Instant byAge = first.writtenAt().plus(ModelAmazon.LIFE).minus(ModelAmazon.GRACE);
    return byAge.isBefore(made.saidToExpireAt) ? made.saidToExpireAt : byAge;
  }

  /** Invariants 7 and 9, after a message on the end of a secret was acknowledged. */
  void afterHeeding(
      SecretExpiryMessage message, @Nullable Made made, ExpiryOutcome outcome, Invocation by) {
    boolean raced = !store.top().writtenAt().isBefore(by.startedAt());
    Made top = raced ? null : amazon.find(store.top().secret());
    boolean lowered = outcome instanceof ExpiryOutcome.Lowered;
    if (made == null) {
      if (lowered) {
        throw new Violation("I9", "heeds a message for another client");
      }
      return;
    }
    if (top != null
        && made.index < top.index
        && lowered
        && surelyOld(message, top)
        && !recordsEnd(made, message.expiresAt(), by.startedAt())) {
      throw new Violation("I7", "a message on secret " + made.index + " lowers " + top.index);
    }
    if (lowered && !message.isPeriodic() && lastEarly.isBefore(madeAt(message))) {
      throw new Violation("I7", "nobody hears that secret " + made.index + " ends early");
    }
    if (top == made) {
      Instant since = storedSince();
      heeded.merge(
          made.index, clock.instant(), (heard, now) -> heard.isBefore(since) ? now : heard);
      if (store.knownEnd().isAfter(message.expiresAt())
          && !wasStoredUnseen(message, made, by)
          && !seemsOlder(message, made)) {
        throw new Violation("I9", "a later end of secret " + made.index + " counts than Amazon's");
      }
    }
  }

  /**
   * Whether it was stored a moment ago, unseen by this reader. If it is the same text again, the
   * record says that it ends as early as the message does, and the next run of RotateSecret hands
   * that on. If a person stored it in place of another, the next of Amazon's messages counts:
   * nothing that this reader sees tells that there is something to wait for.
   */
  private boolean wasStoredUnseen(SecretExpiryMessage message, Made made, Invocation by) {
    Version top = store.top();
    return top.writtenAt().isAfter(by.startedAt().minus(ModelStore.LONGEST_LAG))
        && (recordsEnd(made, message.expiresAt(), Instant.MIN)
            || (top.byPerson() && storedSince().equals(top.writtenAt())));
  }

  /** Whether the record said, at some moment since, that this very secret ends by then. */
  private boolean recordsEnd(Made made, Instant end, Instant since) {
    return recordsOf(made, since).anyMatch(record -> !record.expiresAt().isAfter(end));
  }

  /**
   * Whether the message was sent before a person first stored the secret that it speaks of, and
   * nothing says when that was made: a message on the secret before it would look the same, and
   * must raise no false alarm. That excuses this message only: the next of Amazon's days falls
   * after the storing, and what it says must count.
   */
  private boolean seemsOlder(SecretExpiryMessage message, Made made) {
    Version first = store.firstVersionOf(made.secret).orElseThrow();
    return first.byPerson()
        && !isDated(made)
        && madeAt(message).isBefore(first.writtenAt().minus(Duration.ofMinutes(1)));
  }

  /** Whether what is known of the stored secret shows that the message is older than it. */
  private boolean surelyOld(SecretExpiryMessage message, Made top) {
    Instant first = store.firstVersionOf(top.secret).orElseThrow().writtenAt();
    Instant stored = isDated(top) ? top.madeAt : first.minus(Duration.ofMinutes(2));
    return madeAt(message).isBefore(stored);
  }

  private boolean isDated(Made made) {
    return recordsOf(made, Instant.MIN).anyMatch(record -> record.rotatedAt() != null);
  }

  private static Instant madeAt(SecretExpiryMessage message) {
    Instant sentAt = message.sentAt();
    return sentAt == null ? Instant.MIN : sentAt;
  }
}
