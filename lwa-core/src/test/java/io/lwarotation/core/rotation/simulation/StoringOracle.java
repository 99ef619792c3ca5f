package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelStore.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that no secret is lost: invariants 1 to 3, and that what can be stored is. */
final class StoringOracle extends Truth {
  /** The longest that a run takes from its reading to its writing, and what it may not see yet. */
  private static final Duration A_WRITE = Duration.ofSeconds(90);

  private static final Pattern STORED = Pattern.compile("stored as version (\\d+)");

  private @Nullable Instant knownRotation;
  private final Set<Long> eventVersions = new HashSet<>();
  private final Set<Long> noticed = new HashSet<>();

  StoringOracle(ModelAmazon amazon, ModelStore store) {
    super(amazon, store);
  }

  /** When the newest secret was made of which a message was acknowledged. */
  @Nullable Instant knownRotation() {
    return knownRotation;
  }

  /** People are told. */
  void beforeNotice(Notice notice) {
    Matcher stored = STORED.matcher(notice.text());
    if (stored.find()) {
      noticed.add(Long.parseLong(stored.group(1)));
    }
  }

  /** Invariants 1 and 2, at the moment at which the program writes the secret. */
  void beforeWrite(Secret candidate, Invocation by) {
    if (by.name().equals("rotate") || by.name().equals("heed")) { // RotateHandler
      throw new Violation("I2", "writes the secret, which its role may not");
    }
    Instant startedAt = by.startedAt();
    Version replaced = store.top();
    Made old = amazon.find(replaced.secret());
    Made made = amazon.find(candidate);
    if (amazon.works(replaced.secret()) && (made == null || !made.seenWorking)) {
      throw new Violation("I1", "replaces a secret that works by one not seen to work");
    }
    // A later delivery may finish what an invocation that died had begun.
    boolean raced =
        isOfAPersonSince(replaced, startedAt.minus(ModelStore.LONGEST_LAG))
            || putsBack(candidate, startedAt.minus(ModelQueue.RETENTION));
    // Amazon has ended the newer one for good, and calls work again with the older one.
    boolean repaired = old != null && old.hasEnded(clock.instant()) && amazon.works(candidate);
    if (old != null && made != null && old.index > made.index && !raced && !repaired) {
      throw new Violation("I2", "replaces secret " + old.index + " by secret " + made.index);
    }
  }

  /** What a person stores between a reading and a write cannot be seen: see the ADR. */
  private static boolean isOfAPersonSince(Version version, Instant startedAt) {
    return version.byPerson() && !version.writtenAt().isBefore(startedAt);
  }

  /**
   * The SDK may have written what is over it more than once. Somebody who pastes the same text
   * while it is being stored looks as the SDK does.
   */
  private boolean putsBack(Secret candidate, Instant startedAt) {
    List<Version> versions = store.versions();
    Version top = store.top();
    Instant since = top.writtenAt().minus(Duration.ofMinutes(15));
    boolean programs = false;
    int below = versions.size() - 1;
    while (below > 0
        && !versions.get(below).writtenAt().isBefore(since)
        && Objects.equals(versions.get(below).secret(), top.secret())) {
      programs |= !versions.get(below).byPerson();
      below--;
    }
    while (below > 0 && versions.get(below).byPerson() && !works(versions.get(below))) {
      below--; // who pasted what does not work gets back what works below it
    }
    return programs
        && isOfAPersonSince(versions.get(below), startedAt)
        && candidate.equals(versions.get(below).secret());
  }

  /** Invariant 3, at the moment at which a message is acknowledged. */
  void beforeAcknowledge(NewSecretMessage message, @Nullable AcceptOutcome outcome) {
    Made made = amazon.find(message.newSecret());
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
  private void promise(NewSecretMessage message, Made made) {
    if (amazon.find(store.top().secret()) == made) {
      checkPutBack(store.top().writtenAt().minus(A_WRITE));
    }
    if (recordsOf(made, Instant.MIN).noneMatch(record -> says(record, message, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + ", whose dates are lost");
    }
    if (eventVersions.stream().noneMatch(version -> isVersionOf(version, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + " without an event");
    }
    if (noticed.stream().noneMatch(version -> isVersionOf(version, made))) {
      throw new Violation("I3", "acknowledges secret " + made.index + " and tells nobody");
    }
  }

  private static boolean says(RotationRecord record, NewSecretMessage message, Made made) {
    Instant told = message.oldExpiresAt();
    Instant grace = record.oldSecretExpiresAt();
    Instant mark = record.requestedAt();
    return message.rotatedAt().equals(record.rotatedAt())
        && !record.expiresAt().isAfter(message.newExpiresAt())
        && (told == null || (grace != null && !grace.isBefore(told)))
        && (mark == null || mark.isAfter(made.madeAt));
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
            .filter(Version::byPerson)
            .noneMatch(version -> Objects.equals(version.secret(), store.top().secret()))) {
      throw new Violation("I2", "says that it put back what a person stored, and did not");
    }
  }

  /**
   * Invariant 2: what a person stored under the program's write is not forgotten. What they stored
   * before that they took away themselves.
   */
  private void checkPutBack(Instant startedAt) {
    List<Version> versions = store.versions();
    Made top = amazon.find(store.top().secret());
    for (int i = versions.size() - 2; i >= 0 && isOfAPersonSince(versions.get(i), startedAt); i--) {
      Made byHand = amazon.find(versions.get(i).secret());
      if (byHand == null) {
        continue;
      }
      if (byHand.works(clock.instant())
          && byHand.works(store.top().writtenAt()) // else it was too new to be seen to work
          && top != null
          && top.index < byHand.index
          && !store.top().byPerson()
          && !looksLikeAWrite(i)) {
        throw new Violation(
            "I2", "leaves secret " + top.index + " over " + byHand.index + ", stored by hand");
      }
      return;
    }
  }

  private boolean works(Version version) {
    return version.secret() != null && amazon.works(version.secret());
  }

  /** Whether a program wrote the same text in the version before: see {@link #putsBack}. */
  private boolean looksLikeAWrite(int i) {
    Version before = store.versions().get(i - 1);
    Version version = store.versions().get(i);
    return !before.byPerson() && Objects.equals(before.secret(), version.secret());
  }

  /**
   * Liveness, after a delivery that nothing disturbed: what can be stored is, unless another
   * invocation was storing when it began.
   */
  void afterQuietAccept(
      NewSecretMessage message, Instant startedAt, boolean remains, Instant scribbledAt) {
    Made made = amazon.find(message.newSecret());
    Made stored = amazon.find(store.top().secret());
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
}
