package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.AcceptOutcome.Stored;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a secret that was seen to work, and all that goes with it: claim, write, read back,
 * record, announce. The claim is an entry of the record that says until when this invocation stores
 * alone; it is longer than an invocation can live, so no two of them write the secret at once, and
 * it stays until the announcement is made, so a crash does not lose that either.
 */
record StoreNewSecret(
    ParameterNames names,
    SecretVault vault,
    RecordLog log,
    SecretTrial trial,
    RotationEvents events,
    Notices notices) {
  /** A write that begins later than this before the end of the claim is not begun. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  /**
   * A message answers a request that was marked at most this much later, by another clock. The mark
   * is some seconds older than the request, so little is enough.
   */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  static AcceptOutcome lost() {
    return new RetryLater("another invocation changed the record at the same time");
  }

  AcceptOutcome run(NewSecretMessage message, Known known, Deadline deadline) {
    Instant until = known.now().plus(RotationPolicy.STORING);
    if (!log.write(known.nextStoring(known.facts(), until), deadline)) {
      return lost();
    }
    Known claimed = Known.of(vault.read(deadline), log, deadline);
    long before = known.state().secretVersion();
    if (claimed.truth().version() != known.newest() + 1
        || claimed.state().secretVersion() != before
        || !claimed.now().isBefore(until.minus(MARGIN))) {
      return new RetryLater("somebody else wrote the secret or its record at the same time");
    }
    long version = vault.write(message.newSecret(), deadline);
    if (version != before + 1 && putBack(message, claimed, version, deadline)) {
      return new RetryLater("somebody stored a secret that works by hand at the same time");
    }
    if (!vault.at(version, deadline).equals(Optional.of(message.newSecret()))) {
      return new RetryLater("the new secret could not be read back");
    }
    return record(message, claimed, version, deadline)
        ? new Stored(version, message.newExpiresAt())
        : lost();
  }

  /**
   * Parameter Store cannot refuse a write because somebody else wrote a moment ago. The version
   * tells it afterwards: what a person stored in that moment is put back if it works.
   */
  private boolean putBack(
      NewSecretMessage message, Known claimed, long version, Deadline deadline) {
    Optional<Secret> overwritten = vault.at(version - 1, deadline);
    VaultState state = claimed.state();
    if (overwritten.isEmpty()
        || overwritten.get().equals(message.newSecret())
        || overwritten.get().equals(state.secret())) {
      return false;
    }
    Verdict verdict =
        trial.run(state.clientId(), overwritten.get(), state.refreshToken(), deadline).secret();
    if (!(verdict instanceof Verdict.Works)) {
      return false;
    }
    vault.write(overwritten.get(), deadline);
    return true;
  }

  /**
   * Records and announces the secret that is stored as this version.
   *
   * @return whether the record counts; if not, nothing is announced or the announcement is repeated
   *     later
   */
  boolean record(NewSecretMessage message, Known known, long version, Deadline deadline) {
    RotationRecord facts =
        new RotationRecord(
            version,
            message.rotatedAt(),
            message.newExpiresAt(),
            message.oldExpiresAt(),
            openRequest(message, known),
            message.notificationId());
    Instant until = known.now().plus(RotationPolicy.STORING);
    RecordDraft recorded = known.nextStoring(facts, until);
    if (!log.write(recorded, deadline)) {
      return false;
    }
    announce(message, version, deadline);
    return log.write(known.after(recorded).nextStoring(facts, null), deadline);
  }

  /** The mark of a request that this message does not answer: it was made before that request. */
  private static @Nullable Instant openRequest(NewSecretMessage message, Known known) {
    return RotationPolicy.requestedAt(known.truth())
        .filter(asked -> message.rotatedAt().isBefore(asked.minus(CLOCK_DIFFERENCE)))
        .orElse(null);
  }

  private void announce(NewSecretMessage message, long version, Deadline deadline) {
    events.put(
        new ClientSecretRotated(
            names.app(),
            names.clientSecret(),
            version,
            message.newExpiresAt(),
            message.oldExpiresAt()),
        deadline);
    notices.publish(
        new RotationNotices(names.app(), notices.place(), "")
            .stored(version, message.newExpiresAt(), message.oldExpiresAt()),
        deadline);
  }
}
