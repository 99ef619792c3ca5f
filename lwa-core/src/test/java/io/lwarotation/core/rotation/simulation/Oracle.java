package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the truth of the models and checks the invariants against it. */
final class Oracle {
  private static final Duration IN_FLIGHT = Duration.ofDays(2);
  private static final Pattern STORED = Pattern.compile("stored as version (\\d+)");

  /** What a rotation needs before the end, with all that is allowed to go wrong. */
  private static final Duration IN_TIME = Duration.ofDays(12);

  private static final Duration NEEDED = Duration.ofSeconds(12);

  private final SimulatedClock clock;
  private final ModelAmazon amazon;
  private final ModelStore store;
  private Instant undecidedRequest = Instant.MIN;
  private @Nullable Instant knownRotation;

  /** What was known when the request was marked: nobody can learn more and still stop it. */
  private @Nullable Instant knownAtMark;

  private final Set<Instant> marks = new HashSet<>();
  private Instant lastMark = Instant.MIN;

  /** The mark of a request that surely came to nothing. */
  private record Vain(Invocation by, Instant mark) {}

  /** Until its run ends. */
  private @Nullable Vain vain;

  private Instant excusedUntil = Instant.MIN;
  private Instant lastNotice = Instant.MIN;
  private @Nullable Object checked;
  private Instant lastEarly = Instant.MIN;

  /** When it was first acknowledged, for each secret, that Amazon says when it ends. */
  private final Map<Integer, Instant> heeded = new HashMap<>();

  private final Set<Long> eventVersions = new HashSet<>();
  private final Set<Long> noticed = new HashSet<>();

  Oracle(SimulatedClock clock, ModelAmazon amazon, ModelStore store) {
    this.clock = clock;
    this.amazon = amazon;
    this.store = store;
  }

  /** Invariants 1 and 2, at the moment at which the program writes the secret. */
  void beforeWrite(Secret candidate, Invocation by) {
    Instant startedAt = by.startedAt();
    ModelStore.Version replaced = store.top();
    ModelAmazon.Made old = amazon.find(replaced.secret());
    ModelAmazon.Made made = amazon.find(candidate);
    if (amazon.works(replaced.secret()) && (made == null || !made.seenWorking)) {
      throw new Violation("I1", "replaces a secret that works by one not seen to work");
    }
    // A later invocation may finish what one that died had begun.
    boolean raced =
        isOfAPersonSince(replaced, startedAt.minus(ModelStore.LONGEST_LAG))
            || putsBack(candidate, startedAt.minus(Duration.ofDays(1)));
    // Amazon has ended the newer one for good, and calls work again with the older one.
    boolean repaired = old != null && old.hasEnded(clock.instant()) && amazon.works(candidate);
    if (old != null && made != null && old.index > made.index && !raced && !repaired) {
      throw new Violation("I2", "replaces secret " + old.index + " by secret " + made.index);
    }
  }

  /** What a person stores between a reading and a write cannot be seen: see the ADR. */
  private static boolean isOfAPersonSince(ModelStore.Version version, Instant startedAt) {
    return version.byPerson() && !version.writtenAt().isBefore(startedAt);
  }

  /** The SDK may have written what is over it more than once. */
  private boolean putsBack(Secret candidate, Instant startedAt) {
    List<ModelStore.Version> versions = store.versions();
    Secret over = store.top().secret();
    int below = versions.size() - 1;
    while (below > 0
        && !versions.get(below).byPerson()
        && Objects.equals(versions.get(below).secret(), over)) {
      below--;
    }
    return isOfAPersonSince(versions.get(below), startedAt)
        && candidate.equals(versions.get(below).secret());
  }

  /** Invariant 3, at the moment at which a message is acknowledged. */
  void beforeAcknowledge(NewSecretMessage message, @Nullable AcceptOutcome outcome) {
    ModelAmazon.Made made = amazon.find(message.newSecret());
    if (made == null || !message.clientId().equals(amazon.clientId)) {
      throw new Violation("I3", "acknowledges a message that was never stored");
    }
    boolean kept =
        store.versions().stream()
            .map(version -> amazon.find(version.secret()))
            .anyMatch(stored -> stored != null && stored.index >= made.index);
    if (!kept) {
      throw new Violation("I3", "acknowledges secret " + made.index + ", which is nowhere stored");
    }
    if (!(outcome instanceof AcceptOutcome.Skipped)) {
      promise(message, made);
    }
    if (knownRotation == null || made.madeAt.isAfter(knownRotation)) {
      knownRotation = made.madeAt;
    }
  }

  /** All that is promised to whoever sees that a message was acknowledged as stored. */
  private void promise(NewSecretMessage message, ModelAmazon.Made made) {
    if (amazon.find(store.top().secret()) == made) {
      checkPutBack(store.top().writtenAt().minus(Duration.ofSeconds(90)));
    }
    if (store.wonEntries().noneMatch(entry -> says(entry, message, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + ", whose dates are lost");
    }
    if (eventVersions.stream().noneMatch(version -> isVersionOf(version, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + " without an event");
    }
    if (noticed.stream().noneMatch(version -> isVersionOf(version, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + " and tells nobody");
    }
  }

  private boolean says(RecordEntry entry, NewSecretMessage message, ModelAmazon.Made made) {
    if (!(entry.record() instanceof StoredRecord.Present(RotationRecord record))
        || !isVersionOf(record.secretVersion(), made)) {
      return false;
    }
    Instant told = message.oldExpiresAt();
    Instant grace = record.oldSecretExpiresAt();
    Instant mark = record.requestedAt();
    return message.rotatedAt().equals(record.rotatedAt())
        && !record.expiresAt().isAfter(message.newExpiresAt())
        && (told == null || (grace != null && !grace.isBefore(told)))
        && (mark == null || mark.isAfter(made.madeAt));
  }

  private boolean isVersionOf(long version, ModelAmazon.Made made) {
    return store.secretAt(version).map(amazon::find).filter(found -> found == made).isPresent();
  }

  void announced(ClientSecretRotated event) {
    eventVersions.add(event.version());
  }

  /** Invariant 2, after an acceptance: what it says to have put back is back. */
  void afterAccept(AcceptOutcome outcome) {
    if (outcome instanceof AcceptOutcome.RetryLater(String reason)
        && reason.contains("works by hand at the same time")
        && amazon.find(store.top().secret()) != null // else that write was damaged, too
        && store.versions().stream()
            .filter(ModelStore.Version::byPerson)
            .noneMatch(version -> Objects.equals(version.secret(), store.top().secret()))) {
      throw new Violation("I2", "says that it put back what a person stored, and did not");
    }
  }

  /** Invariant 2: what a person stored under the program's write is not forgotten. */
  private void checkPutBack(Instant startedAt) {
    List<ModelStore.Version> versions = store.versions();
    ModelAmazon.Made top = amazon.find(store.top().secret());
    for (int i = versions.size() - 2; i >= 0 && isOfAPersonSince(versions.get(i), startedAt); i--) {
      ModelAmazon.Made byHand = amazon.find(versions.get(i).secret());
      if (byHand != null
          && byHand.works(clock.instant())
          && byHand.works(store.top().writtenAt()) // else it was too new to be seen to work
          && top != null
          && top.index < byHand.index
          && !store.top().byPerson()) {
        throw new Violation(
            "I2", "leaves secret " + top.index + " over " + byHand.index + ", stored by hand");
      }
    }
  }

  /**
   * Liveness, after a delivery that nothing disturbed: what can be stored is, unless another
   * invocation was storing when it began.
   */
  void afterQuietAccept(
      NewSecretMessage message, Instant startedAt, boolean remains, Instant scribbledAt) {
    ModelAmazon.Made made = amazon.find(message.newSecret());
    ModelAmazon.Made stored = amazon.find(store.top().secret());
    Instant now = clock.instant();
    if (remains
        && made != null
        && stored != null
        && message.clientId().equals(amazon.clientId)
        && made == amazon.newest()
        && made.works(now)
        && (amazon.authorized || amazon.grantless)
        && now.isAfter(plus(scribbledAt, Duration.ofHours(1)))
        && !isStoring(startedAt)
        && store.top().writtenAt().isBefore(made.madeAt.minus(Duration.ofMinutes(2)))
        && store.topRecord().writtenAt().isBefore(now.minus(Duration.ofMinutes(1)))) {
      throw new Violation("L", "secret " + made.index + " works and is not stored");
    }
  }

  /** Invariant 4: a request is marked, and after that nothing may stop it. */
  void beforeMark(Instant mark, Duration left) {
    if (!marks.add(mark)) {
      return; // handed on, though runs beside it may have marked theirs since
    }
    lastMark = mark;
    knownAtMark = knownRotation;
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
    if (!failed
        && store.merged().record() instanceof StoredRecord.Present(RotationRecord record)
        && ended.mark().equals(record.requestedAt())) {
      throw new Violation("I7", "awaits a secret though the request surely came to nothing");
    }
  }

  /** Invariant 4: Amazon is about to make a new secret. */
  void beforeRotation() {
    for (ModelAmazon.Made made : amazon.secrets()) {
      boolean known = made.asked || (knownAtMark != null && !made.madeAt.isAfter(knownAtMark));
      if (known
          && made.index > 0
          && clock.instant().isBefore(made.madeAt.plus(ModelAmazon.GRACE))) {
        throw new Violation("I4", "rotates again inside the grace of secret " + made.index);
      }
    }
  }

  /** Invariant 6. */
  void beforeNotice(Notice notice) {
    checkText(notice.subject());
    checkText(notice.text());
    lastNotice = clock.instant();
    if (notice.subject().contains("early")) {
      lastEarly = clock.instant();
    }
    ModelAmazon.Made newest = amazon.newest();
    if (notice.subject().contains("did not come")
        && answers(newest)
        && isOver(newest)
        && store.top().writtenAt().isBefore(clock.instant().minus(Duration.ofMinutes(2)))) {
      throw new Violation("I7", "people are told of what is over");
    }
    Matcher stored = STORED.matcher(notice.text());
    if (stored.find()) {
      noticed.add(Long.parseLong(stored.group(1)));
    }
  }

  /** Most runs come to the outcome of the run before, and need not be looked at twice. */
  void checkOutcome(Object outcome) {
    if (!outcome.equals(checked)) {
      checkText(outcome.toString());
      checked = outcome;
    }
  }

  void checkText(String text) {
    if (text.contains("amzn1.oa2-cs") || text.contains("Atz")) {
      throw new Violation("I6", "shows a secret");
    }
  }

  /** Invariant 7: after a run that nothing disturbed. */
  void afterQuietRotate(Instant scribbledAt) {
    ModelAmazon.Made newest = amazon.newest();
    Instant now = clock.instant();
    if (newest.asked
        && scribbledAt.isBefore(newest.madeAt)
        && now.isAfter(newest.madeAt.plus(IN_FLIGHT))
        && now.isBefore(newest.madeAt.plus(ModelAmazon.GRACE).minusSeconds(300))
        && lastNotice.isBefore(now.minus(Duration.ofHours(25)))
        && !isStoring(now)
        && !isOver(newest)) {
      throw new Violation("I7", "nobody hears that secret " + newest.index + " did not come");
    }
  }

  /** Whether the mark in the record is of the request that made it. */
  private boolean answers(ModelAmazon.Made made) {
    Instant mark =
        store.merged().record() instanceof StoredRecord.Present(RotationRecord record)
            ? record.requestedAt()
            : null;
    return mark != null
        && !mark.isAfter(made.madeAt)
        && mark.isAfter(made.madeAt.minus(Duration.ofMinutes(2)));
  }

  /** Whether nobody waits for it any more: it came, or somebody stored another text since. */
  private boolean isOver(ModelAmazon.Made asked) {
    Instant since = asked.madeAt.minus(Duration.ofMinutes(1));
    ModelStore.Version top = store.top();
    Secret stored = top.secret();
    return store.firstVersionOf(asked.secret).isPresent()
        || (stored == null
            ? top.writtenAt().isAfter(since)
            : store
                .firstVersionOf(stored)
                .filter(first -> first.writtenAt().isAfter(since))
                .isPresent());
  }

  private boolean isStoring(Instant now) {
    Instant storingUntil = store.merged().storingUntil();
    return storingUntil != null && now.isBefore(storingUntil);
  }

  /** Invariant 5: a deploy, a rollback or a delete of the stack touches a parameter. */
  void beforeTheStackWrites(boolean there) {
    if (there) {
      throw new Violation("I5", "a change of the stack writes or deletes a parameter");
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
    ModelAmazon.Made made = amazon.find(store.top().secret());
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
    List<ModelStore.Version> versions = store.versions();
    int first = versions.size() - 1;
    while (first > 0
        && Objects.equals(versions.get(first - 1).secret(), versions.get(first).secret())) {
      first--;
    }
    return versions.get(first).writtenAt();
  }

  /** When a secret is taken to end of which only its age in the store is known. */
  private static Instant end(ModelStore.Version first, ModelAmazon.Made made) {
    Instant byAge = first.writtenAt().plus(ModelAmazon.LIFE).minus(ModelAmazon.GRACE);
    return byAge.isBefore(made.saidToExpireAt) ? made.saidToExpireAt : byAge;
  }

  /** Invariants 7 and 9, after a message on the end of a secret was acknowledged. */
  void afterHeeding(
      SecretExpiryMessage message,
      ModelAmazon.@Nullable Made made,
      ExpiryOutcome outcome,
      Invocation by) {
    boolean raced = !store.top().writtenAt().isBefore(by.startedAt());
    ModelAmazon.Made top = raced ? null : amazon.find(store.top().secret());
    boolean lowered = outcome instanceof ExpiryOutcome.Lowered;
    if (made == null) {
      if (lowered) {
        throw new Violation("I9", "heeds a message for another client");
      }
      return;
    }
    if (top != null && made.index < top.index && lowered && surelyOld(message, top)) {
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
          && !waitsToBeKept(message, made, by)
          && !seemsOlder(message, made)) {
        throw new Violation("I9", "a later end of secret " + made.index + " counts than Amazon's");
      }
    }
  }

  /**
   * Whether the same text was stored again a moment ago, unseen by this reader, and what is
   * recorded of it ends as early as the message says: the next run of RotateSecret hands that on.
   */
  private boolean waitsToBeKept(SecretExpiryMessage message, ModelAmazon.Made made, Invocation by) {
    return store.top().writtenAt().isAfter(by.startedAt().minus(ModelStore.LONGEST_LAG))
        && store.merged().record() instanceof StoredRecord.Present(RotationRecord record)
        && isVersionOf(record.secretVersion(), made)
        && !record.expiresAt().isAfter(message.expiresAt());
  }

  /**
   * Whether the message was sent before a person first stored the secret that it speaks of, and
   * nothing says when that was made: a message on the secret before it would look the same.
   */
  private boolean seemsOlder(SecretExpiryMessage message, ModelAmazon.Made made) {
    ModelStore.Version first = store.firstVersionOf(made.secret).orElseThrow();
    return first.byPerson()
        && store.wonEntries().noneMatch(entry -> dates(entry, made))
        && madeAt(message).isBefore(first.writtenAt().minus(Duration.ofMinutes(1)));
  }

  /** Whether what is known of the stored secret shows that the message is older than it. */
  private boolean surelyOld(SecretExpiryMessage message, ModelAmazon.Made top) {
    boolean dated = store.wonEntries().anyMatch(entry -> dates(entry, top));
    Instant first = store.firstVersionOf(top.secret).orElseThrow().writtenAt();
    Instant stored = dated ? top.madeAt : first.minus(Duration.ofMinutes(2));
    return madeAt(message).isBefore(stored);
  }

  private boolean dates(RecordEntry entry, ModelAmazon.Made made) {
    return entry.record() instanceof StoredRecord.Present(RotationRecord record)
        && record.rotatedAt() != null
        && isVersionOf(record.secretVersion(), made);
  }

  private static Instant madeAt(SecretExpiryMessage message) {
    Instant sentAt = message.sentAt();
    return sentAt == null ? Instant.MIN : sentAt;
  }

  private static Instant plus(Instant at, Duration by) {
    return at.equals(Instant.MIN) ? at : at.plus(by);
  }
}
