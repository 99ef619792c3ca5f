package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.AcceptOutcome.AlreadyStored;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import java.time.Duration;
import java.time.Instant;
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

  /** That of Amazon, if a message does not say it. */
  private static final Duration GRACE = RotationSettings.STANDARD.grace();

  /** The same, which also tells people of an authorization that the trial found dead. */
  StoreNewSecret beside(Authorization authorization) {
    Optional<String> why =
        authorization instanceof Authorization.Refused(Diagnosis diagnosis, String reason)
                && diagnosis == Diagnosis.REAUTHORIZE
            ? Optional.of(reason)
            : Optional.empty();
    return new StoreNewSecret(names, vault, log, trial, events, notices, why);
  }

  private PutBack puttingBack() {
    return new PutBack(vault, log, trial);
  }

  static RetryLater lost() {
    return new RetryLater("another invocation changed the record at the same time");
  }

  AcceptOutcome run(NewSecretMessage message, StoreView known, Deadline deadline) {
    Instant until = known.now().plus(RotationPolicy.STORING);
    long before = known.state().secretVersion();
    Claim claim = Claim.toStore(message, before, until);
    if (!log.write(known.next(present(known), known.truth().notes().claimed(claim)), deadline)) {
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
    Optional<RetryLater> overwritten =
        puttingBack().run(message.newSecret(), version, message, claimed, deadline);
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

  /** What a person wrote of a version that is yet to come must not speak of the new secret. */
  private static RotationRecord present(StoreView known) {
    RotationRecord facts = known.facts();
    VaultState state = known.state();
    return facts.secretVersion() > state.secretVersion()
        ? known.ending(state.secretLastModified().plus(SecretExpiry.LIFETIME))
        : facts;
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
    Optional<RetryLater> overwritten =
        puttingBack().run(message.newSecret(), version, message, known, deadline);
    if (overwritten.isPresent()) {
      return overwritten.get();
    }
    return record(message, known.knowingTheText(vault, log, deadline), version, deadline)
        ? new AlreadyStored(version, message.newExpiresAt())
        : lost();
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
            graceEnd(message, known),
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

  /**
   * Until when another rotation must wait: the end of the old secret, or a later one that stands in
   * the record, of a secret that was asked for and did not come. No grace is longer than a month.
   */
  private static @Nullable Instant graceEnd(NewSecretMessage message, StoreView known) {
    Instant said = message.oldExpiresAt();
    Instant latest = known.now().plus(RotationPolicy.LONGEST_GRACE);
    return known
        .record()
        .map(RotationRecord::oldSecretExpiresAt)
        .filter(until -> !until.isAfter(latest))
        .filter(until -> until.isAfter(said == null ? message.rotatedAt().plus(GRACE) : said))
        .orElse(said);
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
