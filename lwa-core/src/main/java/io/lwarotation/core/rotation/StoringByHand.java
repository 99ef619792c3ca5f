package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.DatesOfText.Dates;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a client secret for a person, in the steps of {@link StoreNewSecret}: claim, write, read
 * back, record. What a rotation has left in the record stays, and what another writer adds in the
 * meantime too.
 */
record StoringByHand(
    CredentialParameters parameters, SecretVault vault, RecordLog log, SecretTrial trial) {
  /** Longer than a person's few writes take. */
  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** Tries to write an entry that counts, where others write at the same time. */
  private static final int MOST_TRIES = 5;

  /** A minute, for a wait that a person is told. */
  private static final long SECONDS = 60;

  /** What is known of the store: its contents, and the entry of the record that counts. */
  record Seen(CredentialParameters.Contents contents, RecordEntry truth) {
    Optional<RotationRecord> record() {
      return truth.record() instanceof StoredRecord.Present(RotationRecord record)
          ? Optional.of(record)
          : Optional.empty();
    }

    /** The record, or what takes its place. */
    RotationRecord facts() {
      return StoreView.facts(truth, contents.secretVersion(), contents.secretLastModified());
    }

    /** The record, if it speaks of the stored version. */
    Optional<RotationRecord> counting() {
      return record().filter(record -> record.secretVersion() == contents.secretVersion());
    }
  }

  Seen look(Deadline deadline) {
    CredentialParameters.Contents contents = parameters.read(deadline);
    return new Seen(contents, log.truth(contents.newest(), deadline));
  }

  /** Why nobody may store a secret at this moment. */
  static Optional<String> obstacle(Seen seen) {
    Instant now = seen.contents().readAt();
    if (!RotationPolicy.isStoring(now, seen.truth())) {
      return Optional.empty();
    }
    Instant until = seen.truth().storingUntil();
    Instant end = until == null ? seen.truth().writtenAt().plus(RotationPolicy.STORING) : until;
    long minutes = Math.ceilDiv(Math.max(1, Duration.between(now, end).toSeconds()), SECONDS);
    return Optional.of(
        "a new client secret is being stored right now; try again in "
            + minutes
            + (minutes == 1 ? " minute" : " minutes"));
  }

  /**
   * Takes the right to store alone.
   *
   * @return false if somebody else wrote the record at the same time
   */
  boolean claim(Seen seen, Deadline deadline) {
    CredentialParameters.Contents contents = seen.contents();
    Instant until = contents.readAt().plus(CLAIM);
    // Who does not wait for a message's claim leaves it: it tells what its holder may overwrite.
    Claim claim =
        Optional.ofNullable(seen.truth().notes().claim())
            .filter(running -> isOfAMessage(running) && contents.readAt().isBefore(running.until()))
            .orElseGet(() -> new Claim(until, contents.secretVersion(), null));
    return log.write(
        new RecordDraft(
            seen.facts(), contents.newest().version(), seen.truth().notes().claimed(claim)),
        deadline);
  }

  /** Gives the right back after a failure; if that fails too, it ends by itself. */
  void release(Seen before, Deadline deadline) {
    try {
      Seen seen = look(deadline);
      RecordNotes notes = seen.truth().notes();
      Claim claim = notes.claim();
      boolean isOfAMessage = claim != null && isOfAMessage(claim);
      log.write(
          new RecordDraft(
              seen.facts(),
              seen.contents().newest().version(),
              isOfAMessage ? notes : notes.claimed(before.truth().notes().claim())),
          deadline);
    } catch (StoreException _) {
      // The failure that led here is the one to tell.
    }
  }

  /**
   * Writes the secret and reads it back.
   *
   * @return its version
   * @throws IllegalStateException if another text is read back
   */
  long write(Secret secret, Deadline deadline) {
    long version = vault.write(secret, deadline);
    try {
      if (!vault.at(version, deadline).equals(Optional.of(secret))) {
        throw new IllegalStateException(
            "Parameter Store gave back another text than was written as version " + version + ".");
      }
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.UNREACHABLE) {
        throw e;
      }
      // It was written, as its version tells; a reader may be a moment behind.
    }
    return version;
  }

  /** What the record said of a text that was stored before. */
  Optional<Dates> said(Secret text, Seen seen, Instant since, Deadline deadline) {
    CredentialParameters.Contents contents = seen.contents();
    Optional<Dates> said =
        new DatesOfText(vault, log)
            .find(
                text,
                contents.secretVersion(),
                contents.usable().get(Credential.CLIENT_SECRET),
                contents.newest(),
                since,
                deadline);
    return DatesOfText.graced(said, seen.truth(), since, contents.readAt());
  }

  /**
   * Records a secret, and gives the right back. A record of a later version stays: somebody stored
   * another secret since.
   *
   * @param replaced the version that was stored before; the same one if only its date is recorded
   * @throws StoreException if it could not be written, or others were faster each time
   */
  RotationRecord record(long version, long replaced, SecretEnd end, Deadline deadline) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Seen seen = look(deadline);
      RotationRecord record =
          seen.record()
              .filter(
                  found ->
                      found.secretVersion() > version
                          && found.secretVersion() <= seen.contents().secretVersion())
              .orElseGet(
                  () ->
                      settled(
                          seen,
                          end.anotherText()
                              ? another(seen, version, end)
                              : same(seen, version, replaced, end.expiresAt()),
                          deadline));
      if (log.write(
          new RecordDraft(
              record, seen.contents().newest().version(), released(seen, end.anotherText())),
          deadline)) {
        return record;
      }
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE,
        "Others wrote the rotation record at the same time, " + MOST_TRIES + " times in a row.",
        null);
  }

  private RotationRecord settled(Seen seen, RotationRecord record, Deadline deadline) {
    Map<Credential, Secret> usable = seen.contents().usable();
    Secret id = usable.get(Credential.CLIENT_ID);
    return id == null
        ? record
        : new AwaitedSecret(
                vault, trial, new ClientId(id.reveal()), usable.get(Credential.REFRESH_TOKEN))
            .settled(seen.facts(), record, deadline);
  }

  /**
   * The claim of an acceptance stays while its secret does, for it has something left to do, and
   * while it may still write.
   */
  private static RecordNotes released(Seen seen, boolean another) {
    RecordNotes notes = seen.truth().notes();
    Claim claim = notes.claim();
    return claim == null
            || !isOfAMessage(claim)
            || (another && !seen.contents().readAt().isBefore(claim.until()))
        ? notes.claimed(null)
        : notes;
  }

  private static boolean isOfAMessage(Claim claim) {
    return claim.madeAt() != null;
  }

  /** The same text: what Amazon said of it stays, and of two ends the earlier one counts. */
  private static RotationRecord same(Seen seen, long version, long replaced, Instant expiresAt) {
    RotationRecord facts = seen.facts();
    boolean knows =
        seen.record().isPresent()
            && (facts.secretVersion() == version || facts.secretVersion() == replaced);
    return new RotationRecord(
        version,
        knows ? facts.rotatedAt() : null,
        knows && facts.expiresAt().isBefore(expiresAt) ? facts.expiresAt() : expiresAt,
        facts.oldSecretExpiresAt(),
        facts.requestedAt(),
        knows ? facts.notificationId() : null);
  }

  /**
   * A text that is new here ends a mark: whoever stored it knows. The secret that was asked for may
   * exist all the same, so its grace is kept. One that is older than the request ends nothing.
   */
  private static RotationRecord another(Seen seen, long version, SecretEnd end) {
    RotationRecord facts = seen.facts();
    Instant asked = facts.requestedAt();
    RotationRecord record =
        RotationRecord.of(version, end.expiresAt())
            .graced(facts.oldSecretExpiresAt())
            .marked(asked);
    return asked != null && end.firstStored().filter(asked::isAfter).isEmpty()
        ? AwaitedSecret.over(record, asked)
        : record;
  }
}
