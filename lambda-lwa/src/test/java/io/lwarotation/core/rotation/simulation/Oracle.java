package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the truth of the models and checks the invariants against it. */
final class Oracle {
  private static final Duration IN_FLIGHT = Duration.ofDays(2);
  private static final Pattern STORED = Pattern.compile("stored as version (\\d+)");
  private static final Duration NEEDED = Duration.ofSeconds(12);

  private final SimulatedClock clock;
  private final ModelAmazon amazon;
  private final ModelStore store;
  private Instant undecidedRequest = Instant.MIN;
  private @Nullable Instant knownRotation;
  private Instant excusedUntil = Instant.MIN;
  private Instant lastNotice = Instant.MIN;
  private @Nullable Object checked;
  private final Set<Long> eventVersions = new HashSet<>();
  private final Set<Long> noticed = new HashSet<>();

  Oracle(SimulatedClock clock, ModelAmazon amazon, ModelStore store) {
    this.clock = clock;
    this.amazon = amazon;
    this.store = store;
  }

  /** Invariants 1 and 2, at the moment at which the program writes the secret. */
  void beforeWrite(Secret candidate, Instant startedAt) {
    ModelStore.Version replaced = store.top();
    ModelAmazon.Made old = amazon.find(replaced.secret());
    ModelAmazon.Made made = amazon.find(candidate);
    if (amazon.works(replaced.secret()) && (made == null || !made.seenWorking)) {
      throw new Violation("I1", "replaces a secret that works by one not seen to work");
    }
    boolean raced = isOfAPersonSince(replaced, startedAt) || putsBack(candidate, startedAt);
    if (old != null && made != null && old.index > made.index && !raced) {
      throw new Violation("I2", "replaces secret " + old.index + " by secret " + made.index);
    }
  }

  /** What a person stores between a reading and a write cannot be seen: see the ADR. */
  private static boolean isOfAPersonSince(ModelStore.Version version, Instant startedAt) {
    return version.byPerson() && !version.writtenAt().isBefore(startedAt);
  }

  private boolean putsBack(Secret candidate, Instant startedAt) {
    List<ModelStore.Version> versions = store.versions();
    return versions.size() > 1
        && isOfAPersonSince(versions.get(versions.size() - 2), startedAt)
        && candidate.equals(versions.get(versions.size() - 2).secret());
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

  /** Invariant 2, after an acceptance: what a person stored under its write is back. */
  void afterAccept(Instant startedAt) {
    List<ModelStore.Version> versions = store.versions();
    ModelAmazon.Made top = amazon.find(store.top().secret());
    for (int i = versions.size() - 2; i >= 0 && isOfAPersonSince(versions.get(i), startedAt); i--) {
      ModelAmazon.Made byHand = amazon.find(versions.get(i).secret());
      if (byHand != null
          && byHand.works(clock.instant())
          && top != null
          && top.index < byHand.index
          && !store.top().byPerson()) {
        throw new Violation(
            "I2", "leaves secret " + top.index + " over " + byHand.index + ", stored by hand");
      }
    }
  }

  /** Invariant 4: a request is marked, and after that nothing may stop it. */
  void beforeMark(Duration left) {
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

  void requestEnded(boolean decided) {
    undecidedRequest = decided ? Instant.MIN : clock.instant();
  }

  /** Invariant 4: Amazon is about to make a new secret. */
  void beforeRotation() {
    for (ModelAmazon.Made made : amazon.secrets()) {
      boolean known = made.asked || (knownRotation != null && !made.madeAt.isAfter(knownRotation));
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
        && !isReplacedSince(newest.madeAt)
        && store.firstVersionOf(newest.secret).isEmpty()) {
      throw new Violation("I7", "nobody hears that secret " + newest.index + " did not come");
    }
  }

  /** Whether a person stored another text since: whoever did so need not hear of it. */
  private boolean isReplacedSince(Instant moment) {
    ModelStore.Version top = store.top();
    Secret stored = top.secret();
    return stored == null
        ? top.writtenAt().isAfter(moment)
        : store
            .firstVersionOf(stored)
            .filter(first -> first.writtenAt().isAfter(moment))
            .isPresent();
  }

  private boolean isStoring(Instant now) {
    Instant storingUntil = store.topRecord().storingUntil();
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
    if (!works && clock.instant().isAfter(excusedUntil) && !wasStoredLate()) {
      throw new Violation("L", "calls fail and nothing that happened explains it");
    }
  }

  /** Liveness: Amazon accepts what is stored in the end. */
  void atTheEnd() {
    if (!amazon.works(store.top().secret()) && clock.instant().isAfter(excusedUntil)) {
      throw new Violation("L", "at the end the stored secret does not work");
    }
  }

  /** Somebody stored a secret by hand long after it was made: its expiry could not be known. */
  private boolean wasStoredLate() {
    ModelAmazon.Made made = amazon.find(store.top().secret());
    return made != null
        && store
            .firstVersionOf(made.secret)
            .filter(first -> first.writtenAt().isAfter(made.madeAt.plus(Duration.ofDays(7))))
            .isPresent();
  }

  private static Instant plus(Instant at, Duration by) {
    return at.equals(Instant.MIN) ? at : at.plus(by);
  }
}
