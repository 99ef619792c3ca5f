package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.Never;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Skipped;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes in a new secret from Amazon's message. The message is the write-ahead log: it is
 * acknowledged only when the secret is stored, recorded and announced, and a crash between any two
 * steps is repaired by its next delivery. A message that was not asked for is as good as one that
 * was.
 */
public record AcceptNewSecret(
    ParameterNames names,
    RotationPolicy policy,
    SecretVault vault,
    RotationRecords records,
    SecretTrial trial,
    RotationEvents events,
    Notices notices) {
  /**
   * How long after it was stored a refused secret may still be one that Amazon does not know yet:
   * an hour was seen, this is twice that.
   */
  private static final Duration PROPAGATION = Duration.ofHours(2);

  /** Clocks of Amazon and of AWS may differ by so much. */
  static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

  /** So many versions below the stored one may hold what was pasted over. */
  private static final int MOST_PASTED_OVER = 3;

  /** How long after its end an old secret's grace is surely over. */
  private static final Duration GRACE_MARGIN = Duration.ofDays(1);

  /**
   * Handles one delivery. Safe to run any number of times, in any order, also at once.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer: the message must
   *     come again
   * @throws io.lwarotation.core.NotConfiguredException if there is no client id to compare with:
   *     the message must come again
   */
  public AcceptOutcome run(NewSecretMessage received, Deadline deadline) {
    RecordLog log = new RecordLog(records);
    VaultState state = vault.read(deadline);
    if (!state.clientId().equals(received.clientId())) {
      return new Never("it is for another client id");
    }
    NewSecretMessage message = received.at(state.readAt());
    StoreView known = StoreView.of(state, log, deadline);
    StoreNewSecret store =
        new StoreNewSecret(names, vault, log, trial, events, notices, Optional.empty());
    // The text before any order: dates may be wrong, and what is stored must be recorded.
    if (message.newSecret().equals(state.secret())) {
      return finish(message, known, store, deadline);
    }
    if (MessageOrder.of(message, known.truth().amazon()) == MessageOrder.OLDER) {
      return new Skipped("a newer secret was stored already");
    }
    if (!message.newExpiresAt().isAfter(known.now())) {
      return new Never("its secret has expired");
    }
    if (RotationPolicy.isStoring(known.now(), known.truth())) {
      return new RetryLater("another invocation may be storing a new secret");
    }
    if (known.isBehind()) {
      return new RetryLater("the store answered with an older secret than the record speaks of");
    }
    return unfinished(message, known, deadline)
        .map(AcceptOutcome.class::cast)
        .orElseGet(() -> tryAndStore(message, known, store, deadline));
  }

  /** What another invocation overwrote of a person's, and did not put back. */
  private Optional<RetryLater> unfinished(
      NewSecretMessage message, StoreView known, Deadline deadline) {
    VaultState state = known.state();
    return Optional.ofNullable(state.secret())
        .flatMap(
            stored ->
                new PutBack(vault, new RecordLog(records), trial)
                    .run(stored, state.secretVersion(), message, known, deadline));
  }

  private AcceptOutcome finish(
      NewSecretMessage message, StoreView known, StoreNewSecret store, Deadline deadline) {
    long version = known.state().secretVersion();
    if (isRecorded(message, known) && known.truth().storingUntil() == null) {
      // A reader may be behind, the number of a write is not: nobody is storing it once more.
      return new RecordLog(records).write(known.next(known.facts()), deadline)
          ? new AlreadyStored(version, message.newExpiresAt())
          : StoreNewSecret.lost();
    }
    if (RotationPolicy.isStoring(known.now(), known.truth())) {
      return new RetryLater("another invocation may be storing this secret");
    }
    SecretTrial.Result tried = tried(message.newSecret(), known, deadline);
    return switch (tried.secret()) {
      case Verdict.Works _ -> store.beside(tried.authorization()).finish(message, known, deadline);
      case Verdict.Refused(String reason) ->
          new RetryLater("the new secret is stored but does not work (yet): " + reason);
      case Verdict.Open(String reason, boolean _) ->
          new RetryLater("the new secret is stored but could not be tried: " + reason);
    };
  }

  /** Whether the record speaks of the stored secret as the message does, or of an earlier end. */
  private static boolean isRecorded(NewSecretMessage message, StoreView known) {
    return known
        .record()
        .filter(
            record ->
                record.secretVersion() == known.state().secretVersion()
                    && message.rotatedAt().equals(record.rotatedAt())
                    && !record.expiresAt().isAfter(message.newExpiresAt())
                    && Objects.equals(
                        record.requestedAt(), StoreNewSecret.openRequest(message, known)))
        .isPresent();
  }

  private AcceptOutcome tryAndStore(
      NewSecretMessage message, StoreView known, StoreNewSecret store, Deadline deadline) {
    SecretTrial.Result tried = tried(message.newSecret(), known, deadline);
    return switch (tried.secret()) {
      case Verdict.Works _ ->
          obstacle(message, known, deadline)
              .map(AcceptOutcome.class::cast)
              .orElseGet(() -> store.beside(tried.authorization()).run(message, known, deadline));
      case Verdict.Refused _ when isOver(message, known, deadline) ->
          new Skipped("its secret is over, and the stored one works");
      case Verdict.Refused(String reason) ->
          new RetryLater("the new secret does not work (yet): " + reason);
      case Verdict.Open(String reason, boolean _) ->
          new RetryLater("the new secret could not be tried: " + reason);
    };
  }

  private Verdict verdictOf(Secret secret, StoreView known, Deadline deadline) {
    return tried(secret, known, deadline).secret();
  }

  private SecretTrial.Result tried(Secret secret, StoreView known, Deadline deadline) {
    VaultState state = known.state();
    return trial.run(state.clientId(), secret, state.refreshToken(), deadline);
  }

  /** Whether a secret that is refused had its time, and another has taken its place. */
  private boolean isOver(NewSecretMessage message, StoreView known, Deadline deadline) {
    Secret stored = known.state().secret();
    return stored != null
        && known.now().isAfter(graceEnd(message))
        && verdictOf(stored, known, deadline) instanceof Verdict.Works;
  }

  /**
   * What keeps the new secret from being stored: another one that works and may be newer, since
   * somebody stored it by hand. Where that is what was pasted over, it counts all the same.
   */
  private Optional<RetryLater> obstacle(
      NewSecretMessage message, StoreView known, Deadline deadline) {
    VaultState state = known.state();
    long oldest = Math.max(1, state.secretVersion() - MOST_PASTED_OVER);
    for (long version = state.secretVersion(); version >= oldest; version--) {
      boolean isStored = version == state.secretVersion();
      Secret text =
          isStored ? state.secret() : DatesOfText.readable(vault, version, deadline).orElse(null);
      if (text == null) {
        continue;
      }
      if (known.isOlder(text, message, vault, deadline)) {
        return Optional.empty();
      }
      switch (verdictOf(text, known, deadline)) {
        case Verdict.Works _ -> {
          return Optional.of(
              new RetryLater(
                  "the stored secret works too, and was stored by hand: which one is newer shows when"
                      + " one of them ends"));
        }
        case Verdict.Open(String reason, boolean _) -> {
          return Optional.of(new RetryLater("the stored secret could not be tried: " + reason));
        }
        case Verdict.Refused _ -> {
          if (isStored && known.now().isBefore(state.secretLastModified().plus(PROPAGATION))) {
            return Optional.of(
                new RetryLater("the stored secret does not work, but it may be too new to work"));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** When the secret before the message's is surely dead: the latest that its dates allow. */
  private Instant graceEnd(NewSecretMessage message) {
    Instant made = later(message.rotatedAt(), message.newExpiresAt().minus(SecretExpiry.LIFETIME));
    Instant end = made.plus(policy.settings().grace());
    Instant said = message.oldExpiresAt();
    return (said == null ? end : later(end, said)).plus(GRACE_MARGIN);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
