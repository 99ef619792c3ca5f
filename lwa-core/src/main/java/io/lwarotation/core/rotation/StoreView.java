package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one invocation knows of the store: what it read, and the entry of the record that counts.
 *
 * @param newest the record's newest version, whether it counts or not: the one to follow
 */
record StoreView(VaultState state, RecordEntry truth, long newest) {
  /** After this time a message's storing is not waited for any more: fewer deliveries than kill. */
  private static final Duration LONGEST_FINISHING = Duration.ofHours(4);

  static StoreView of(VaultState state, RecordLog log, Deadline deadline) {
    return new StoreView(state, log.truth(state.newest(), deadline), state.newest().version());
  }

  /**
   * The record for the stored version, where it speaks of an earlier one and the same text was
   * stored before: what is known of it still counts. Once that is written, nobody looks again.
   *
   * @throws StoreException if a version that matters cannot be seen
   */
  Optional<RotationRecord> sameTextAgain(SecretVault vault, RecordLog log, Deadline deadline) {
    long version = state.secretVersion();
    RotationRecord record = record().filter(found -> found.secretVersion() < version).orElse(null);
    Secret stored = state.secret();
    if (record == null || stored == null) {
      return Optional.empty();
    }
    if (holds(vault, record.secretVersion(), stored, deadline)) {
      return Optional.of(record.inVersion(version));
    }
    return vault
        .firstStored(stored, deadline)
        .filter(first -> first.isBefore(state.secretLastModified()))
        .map(
            first ->
                DatesOfText.graced(
                        new DatesOfText(vault, log)
                            .find(stored, version, stored, state.newest(), first, deadline),
                        truth,
                        first,
                        now())
                    .map(Dates::expiresAt)
                    .orElse(first.plus(SecretExpiry.LIFETIME)))
        .map(this::ending);
  }

  /** This view with that record, where there is one; nothing is written. */
  StoreView knowingTheText(SecretVault vault, RecordLog log, Deadline deadline) {
    return sameTextAgain(vault, log, deadline)
        .map(StoredRecord.Present::new)
        .map(
            record ->
                new RecordEntry(
                    truth.version(), truth.writtenAt(), record, truth.follows(), truth.notes()))
        .map(entry -> new StoreView(state, entry, newest))
        .orElse(this);
  }

  /**
   * Whether this text was surely made before the message's: Amazon's dates say so, or it was stored
   * before the message's was made.
   *
   * @throws StoreException if a version that matters cannot be seen
   */
  boolean isOlder(Secret text, NewSecretMessage message, SecretVault vault, Deadline deadline) {
    if (MessageOrder.of(message, amazonOf(text, vault, deadline)) == MessageOrder.NEWER) {
      return true;
    }
    Instant madeBefore = message.rotatedAt().minus(AcceptNewSecret.CLOCK_DIFFERENCE);
    return (text.equals(state.secret()) && state.secretLastModified().isBefore(madeBefore))
        || vault
            .firstStored(text, deadline)
            .filter(first -> first.isBefore(madeBefore))
            .isPresent();
  }

  /**
   * Amazon's dates of this text, where they are those of the version that the record speaks of and
   * that one holds it.
   */
  private Optional<AmazonDates> amazonOf(Secret text, SecretVault vault, Deadline deadline) {
    return truth
        .amazon()
        .filter(
            amazon ->
                record()
                    .filter(
                        record ->
                            amazon.rotatedAt().equals(record.rotatedAt())
                                && holds(vault, record.secretVersion(), text, deadline))
                    .isPresent());
  }

  private boolean holds(SecretVault vault, long version, Secret text, Deadline deadline) {
    return DatesOfText.holds(vault, version, text, state.secretVersion(), state.secret(), deadline);
  }

  Instant now() {
    return state.readAt();
  }

  /** The record, if there is one that can be read. */
  Optional<RotationRecord> record() {
    return switch (truth.record()) {
      case StoredRecord.Present(RotationRecord record) -> Optional.of(record);
      case StoredRecord.Absent _, StoredRecord.Broken _ -> Optional.empty();
    };
  }

  /** Whether the record was written just now for a version of the secret that is not seen yet. */
  boolean isBehind() {
    return record()
            .map(RotationRecord::secretVersion)
            .filter(version -> version > state.secretVersion())
            .isPresent()
        && now().isBefore(truth.writtenAt().plus(RotationPolicy.STORING));
  }

  /**
   * The claim under which a message's secret is to be stored, or was, where nobody has stored
   * another one since it ended.
   */
  Optional<Claim> openClaim() {
    return Optional.ofNullable(truth.notes().claim())
        .filter(claim -> claim.over() != null && claim.madeAt() != null)
        .filter(claim -> !state.secretLastModified().isAfter(claim.until()));
  }

  /**
   * Whether a message's secret may be stored already, and its dates are not recorded. That is made
   * good soon, or somebody else's secret took its place.
   */
  boolean isUnfinished() {
    return openClaim()
        .filter(claim -> now().isBefore(claim.until().plus(LONGEST_FINISHING)))
        .map(Claim::over)
        .filter(over -> state.secretVersion() > over)
        .isPresent();
  }

  /**
   * The record, or one that says only how old the stored secret is at most. One that cannot be read
   * may have held a request or a grace: what takes its place says when both are surely over.
   */
  RotationRecord facts() {
    return facts(truth, state.secretVersion(), state.secretLastModified());
  }

  /** The same for whoever reads the secret's version and date in another way. */
  static RotationRecord facts(RecordEntry truth, long secretVersion, Instant secretLastModified) {
    Instant expiresAt = secretLastModified.plus(SecretExpiry.LIFETIME);
    return switch (truth.record()) {
      case StoredRecord.Present(RotationRecord record) -> record;
      case StoredRecord.Absent _ -> RotationRecord.of(secretVersion, expiresAt);
      case StoredRecord.Broken _ ->
          RotationRecord.of(secretVersion, expiresAt).graced(HandWritten.worst(truth));
    };
  }

  /**
   * The facts of the stored version, with an earlier end. A request and a grace stay, also those of
   * a record that speaks of another version.
   */
  RotationRecord ending(Instant expiresAt) {
    RotationRecord facts = facts();
    boolean ofStored = facts.secretVersion() == state.secretVersion();
    Instant graceUntil = facts.oldSecretExpiresAt();
    Instant rotatedAt = facts.rotatedAt();
    if (!ofStored && graceUntil == null && rotatedAt != null) {
      graceUntil = rotatedAt.plus(RotationSettings.STANDARD.grace());
    }
    return new RotationRecord(
        state.secretVersion(),
        ofStored ? rotatedAt : null,
        expiresAt,
        graceUntil,
        facts.requestedAt(),
        ofStored ? facts.notificationId() : null);
  }

  /** An entry to write next, with all else as it is. */
  RecordDraft next(RotationRecord record) {
    return next(record, truth.notes());
  }

  RecordDraft next(RotationRecord record, RecordNotes notes) {
    return new RecordDraft(record, newest, notes);
  }

  RecordDraft nextNoticed(Instant noticedAt) {
    return next(facts(), truth.notes().noticed(noticedAt));
  }

  /** What is known once an entry was written and counts. */
  StoreView after(RecordDraft written) {
    RecordEntry entry =
        new RecordEntry(
            written.follows() + 1,
            now(),
            new StoredRecord.Present(written.record()),
            written.follows(),
            written.notes());
    return new StoreView(state, entry, entry.version());
  }
}
