package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.ExpiryOutcome.Lowered;
import io.lwarotation.core.rotation.ExpiryOutcome.RetryLater;
import io.lwarotation.core.rotation.ExpiryOutcome.Unchanged;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes an earlier end of the secret in use from Amazon's message into the record, where all who
 * look for it find it. Where Amazon names another reason than the secret's age, people are told at
 * once, whatever the date, and once of each date.
 */
public record HeedExpiryMessage(
    String app, SecretVault vault, RotationRecords records, Notices notices) {
  /**
   * Handles one delivery. Safe to run any number of times, in any order, also at once.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer: the message must
   *     come again
   * @throws io.lwarotation.core.NotConfiguredException if there is no client id to compare with:
   *     the message must come again
   */
  public ExpiryOutcome run(SecretExpiryMessage message, Deadline deadline) {
    RecordLog log = new RecordLog(records);
    VaultState state = vault.read(deadline);
    if (!state.clientId().equals(message.clientId())) {
      return new Unchanged("it is for another client id");
    }
    StoreView known = StoreView.of(state, log, deadline);
    if (known.isBehind()) {
      return new RetryLater("the store answered with an older secret than the record speaks of");
    }
    if (RotationPolicy.isStoring(known.now(), known.truth())) {
      return new RetryLater("another invocation may be storing a new secret");
    }
    Instant madeBefore = RotateSecret.madeBefore(vault, known, deadline);
    SecretExpiry present =
        SecretExpiry.of(state.secretVersion(), madeBefore, known.truth().record());
    boolean earlier = message.expiresAt().isBefore(present.expiresAt());
    boolean news =
        !message.isPeriodic() && !message.expiresAt().equals(known.truth().notes().endTold());
    if (!earlier && !news) {
      return new Unchanged("it says no earlier end than is known");
    }
    if (known.isUnfinished()) {
      return new RetryLater("a new secret was stored and is not recorded yet");
    }
    if (isOfAnEarlierSecret(message, known, log, madeBefore, deadline)) {
      return new Unchanged("it speaks of an earlier secret");
    }
    if (news) {
      notices.publish(
          new RotationNotices(app, notices.place(), "")
              .endsEarly(message.expiresAt(), message.reason()),
          deadline);
    }
    RecordNotes notes = known.truth().notes();
    RotationRecord record =
        earlier ? lowered(message.expiresAt(), known, log, deadline) : known.facts();
    RecordDraft next = known.next(record, news ? notes.told(message.expiresAt()) : notes);
    if (!log.write(next, deadline)) {
      return new RetryLater("another invocation changed the record at the same time");
    }
    return earlier
        ? new Lowered(record.expiresAt())
        : new Unchanged("it says no earlier end than is known; people were told of the reason");
  }

  /** Where the same text was stored again, what was recorded of it before may end earlier still. */
  private RotationRecord lowered(Instant end, StoreView known, RecordLog log, Deadline deadline) {
    StoreView ofText = known.knowingTheText(vault, log, deadline);
    RotationRecord record = ofText.facts();
    boolean endsEarlier =
        record.secretVersion() == known.state().secretVersion() && record.expiresAt().isBefore(end);
    return ofText.ending(endsEarlier ? record.expiresAt() : end);
  }

  /**
   * Whether the message was written before the stored secret was there: Amazon repeats such
   * messages, and one of an earlier secret must raise no alarm.
   */
  private boolean isOfAnEarlierSecret(
      SecretExpiryMessage message,
      StoreView known,
      RecordLog log,
      Instant madeBefore,
      Deadline deadline) {
    Instant said = message.sentAt();
    // It is written before the end that it tells.
    Instant sentAt = said == null ? message.expiresAt() : said;
    VaultState state = known.state();
    Instant rotatedAt =
        Optional.ofNullable(state.secret())
            .flatMap(text -> madeAt(text, known, log, madeBefore, deadline))
            .orElse(null);
    // Both dates are Amazon's, or the clocks of two may differ.
    return rotatedAt != null
        ? sentAt.isBefore(rotatedAt)
        : sentAt.isBefore(madeBefore.minus(AcceptNewSecret.CLOCK_DIFFERENCE));
  }

  /** As a claim says it whose holder stored the secret and died, or as it was recorded. */
  private Optional<Instant> madeAt(
      Secret text, StoreView known, RecordLog log, Instant madeBefore, Deadline deadline) {
    VaultState state = known.state();
    return Optional.ofNullable(known.truth().notes().claim())
        .flatMap(claim -> claim.madeAt(text))
        .or(
            () ->
                new DatesOfText(vault, log)
                    .find(text, state.secretVersion(), text, state.newest(), madeBefore, deadline)
                    .map(Dates::rotatedAt));
  }
}
