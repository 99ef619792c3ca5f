package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a secret that was seen to work, and all that goes with it: claim, write, read back,
 * record, announce. The claim is an entry of the record that says until when this invocation stores
 * alone; it is longer than an invocation can live, so no two of them write the secret at once, and
 * it stays until the announcement is made, so a crash does not lose that either.
 *
 * @param deadAuthorization why calls for the seller do not work, if the trial showed it
 */
record StoreNewSecret(
    ParameterNames names,
    SecretVault vault,
    RecordLog log,
    SecretTrial trial,
    RotationEvents events,
    Notices notices,
    Optional<String> deadAuthorization) {
  /** A write that begins later than this before the end of the claim is not begun. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  /**
   * A message answers a request that was marked at most this much later, by another clock. The mark
   * is some seconds older than the request, so little is enough.
   */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  /** No more versions than Parameter Store keeps beside the newest. */
  private static final int MOST_OVERWRITTEN = 99;

  /** Writes of a secret that is put back, where another text is read back. */
  private static final int MOST_TRIES = 3;

  /** The same, which also tells people of an authorization that the trial found dead. */
  StoreNewSecret beside(Authorization authorization) {
    Optional<String> why =
        authorization instanceof Authorization.Refused(Diagnosis diagnosis, String reason)
                && diagnosis == Diagnosis.REAUTHORIZE
            ? Optional.of(reason)
            : Optional.empty();
    return new StoreNewSecret(names, vault, log, trial, events, notices, why);
  }

  private static AcceptOutcome lost() {
    return new RetryLater("another invocation changed the record at the same time");
  }

  AcceptOutcome run(NewSecretMessage message, StoreView known, Deadline deadline) {
    Instant until = known.now().plus(RotationPolicy.STORING);
    long before = known.state().secretVersion();
    Claim claim = new Claim(until, before, message.rotatedAt());
    if (!log.write(known.next(known.facts(), known.truth().notes().claimed(claim)), deadline)) {
      return lost();
    }
    StoreView claimed = StoreView.of(vault.read(deadline), log, deadline);
    if (claimed.truth().version() != known.newest() + 1
        || claimed.state().secretVersion() != before
        || !claimed.now().isBefore(until.minus(MARGIN))) {
      release(claim, known.truth().notes().claim(), claimed, deadline);
      return new RetryLater("somebody else wrote the secret or its record at the same time");
    }
    long version = vault.write(message.newSecret(), deadline);
    Optional<AcceptOutcome> overwritten = putBack(message, claimed, version, deadline);
    if (overwritten.isPresent()) {
      return overwritten.get();
    }
    if (!vault.at(version, deadline).equals(Optional.of(message.newSecret()))) {
      return new RetryLater("the new secret could not be read back");
    }
    return record(message, claimed, version, deadline)
        ? new Stored(version, message.newExpiresAt())
        : lost();
  }

  /**
   * Nothing was written under the claim: what somebody stores from now on was not overwritten. What
   * another message left to announce stays.
   */
  private void release(Claim claim, @Nullable Claim before, StoreView known, Deadline deadline) {
    RecordNotes notes = known.truth().notes();
    if (claim.equals(notes.claim())) {
      log.write(known.next(known.facts(), notes.claimed(before)), deadline);
    }
  }

  /** The same from where an invocation died that had written the secret already. */
  AcceptOutcome finish(NewSecretMessage message, StoreView known, Deadline deadline) {
    long version = known.state().secretVersion();
    Optional<AcceptOutcome> overwritten = putBack(message, known, version, deadline);
    if (overwritten.isPresent()) {
      return overwritten.get();
    }
    return record(message, known.knowingTheText(vault, log, deadline), version, deadline)
        ? new AlreadyStored(version, message.newExpiresAt())
        : lost();
  }

  /**
   * Parameter Store cannot refuse a write because somebody else wrote a moment ago. The version
   * tells it afterwards: what a person stored between the claim's reading and its writing is put
   * back if it works and is not surely older. Each of those versions must be seen first, and each
   * secret in them tried.
   *
   * @return empty if nothing that matters was overwritten
   */
  private Optional<AcceptOutcome> putBack(
      NewSecretMessage message, StoreView claimed, long version, Deadline deadline) {
    VaultState state = claimed.state();
    Long over =
        claimed
            .openClaim()
            .filter(claim -> message.rotatedAt().equals(claim.madeAt()))
            .map(Claim::over)
            .orElse(null);
    if (over == null) {
      return Optional.empty(); // what is stored was not written by its claim
    }
    List<Secret> overwritten = new ArrayList<>();
    for (long v = version - 1; v > over && version - v <= MOST_OVERWRITTEN; v--) {
      vault
          .at(v, deadline)
          .filter(secret -> !secret.equals(message.newSecret()))
          .ifPresent(overwritten::add);
    }
    for (Secret secret : overwritten) {
      if (claimed.isOlder(secret, message, vault, deadline)) {
        continue;
      }
      switch (trial.run(state.clientId(), secret, state.refreshToken(), deadline).secret()) {
        case Verdict.Works _ -> {
          return Optional.of(
              new RetryLater(
                  isBack(secret, deadline)
                      ? "somebody stored a secret that works by hand at the same time"
                      : "what somebody stored by hand at the same time could not be put back"));
        }
        case Verdict.Open(String reason, boolean _) -> {
          return Optional.of(
              new RetryLater(
                  "what somebody stored by hand at the same time could not be tried: " + reason));
        }
        case Verdict.Refused _ -> {}
      }
    }
    return Optional.empty();
  }

  /** Writes what was overwritten once more, and reads it back. */
  private boolean isBack(Secret secret, Deadline deadline) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long version = vault.write(secret, deadline);
      if (vault.at(version, deadline).equals(Optional.of(secret))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Records and announces the secret that is stored as this version.
   *
   * @return whether the record counts; if not, nothing is announced or the announcement is repeated
   *     later
   */
  private boolean record(
      NewSecretMessage message, StoreView known, long version, Deadline deadline) {
    RotationRecord facts =
        new RotationRecord(
            version,
            message.rotatedAt(),
            expiresAt(message, known, version),
            message.oldExpiresAt(),
            openRequest(message, known),
            message.notificationId());
    RecordNotes notes =
        known.truth().notes().seen(new AmazonDates(message.rotatedAt(), message.newExpiresAt()));
    Instant until = known.now().plus(RotationPolicy.STORING);
    RecordDraft recorded =
        known.next(facts, notes.claimed(new Claim(until, null, message.rotatedAt())));
    if (!log.write(recorded, deadline)) {
      return false;
    }
    announce(message, facts, deadline);
    return log.write(known.after(recorded).next(facts, notes.claimed(null)), deadline);
  }

  /** Of two dates for the same secret the earlier one counts. */
  private static Instant expiresAt(NewSecretMessage message, StoreView known, long version) {
    return known
        .record()
        .filter(record -> record.secretVersion() == version)
        .map(RotationRecord::expiresAt)
        .filter(message.newExpiresAt()::isAfter)
        .orElse(message.newExpiresAt());
  }

  /** The mark of a request that this message does not answer: it was made before that request. */
  static @Nullable Instant openRequest(NewSecretMessage message, StoreView known) {
    return RotationPolicy.requestedAt(known.truth())
        .filter(asked -> message.rotatedAt().isBefore(asked.minus(CLOCK_DIFFERENCE)))
        .orElse(null);
  }

  private void announce(NewSecretMessage message, RotationRecord facts, Deadline deadline) {
    events.put(
        new ClientSecretRotated(
            names.app(),
            names.clientSecret(),
            facts.secretVersion(),
            facts.expiresAt(),
            message.oldExpiresAt()),
        deadline);
    notices.publish(
        new RotationNotices(names.app(), notices.place(), "")
            .stored(
                facts.secretVersion(),
                facts.expiresAt(),
                message.oldExpiresAt(),
                deadAuthorization),
        deadline);
  }
}
