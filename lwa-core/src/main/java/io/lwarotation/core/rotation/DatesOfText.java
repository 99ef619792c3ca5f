package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the record's last entries said of a text, in whichever version it was stored: who stores a
 * secret again makes it no younger.
 */
record DatesOfText(SecretVault vault, RecordLog log) {
  /** Entries of the record that are looked at, beside the newest. */
  private static final int MOST_ENTRIES = 20;

  /** Parameter Store keeps one more. */
  private static final int MOST_VERSIONS = 99;

  /**
   * Dates of one secret.
   *
   * @param rotatedAt when Amazon made it, if a message told
   * @param expiresAt the earliest end that is named, back to the entry with Amazon's dates
   */
  record Dates(@Nullable Instant rotatedAt, Instant expiresAt) {}

  /**
   * Looks for them.
   *
   * @param since when the text was first stored: no entry before that speaks of it
   * @throws StoreException if a version that matters cannot be seen
   */
  Optional<Dates> find(
      Secret text,
      long storedVersion,
      @Nullable Secret stored,
      RecordEntry newest,
      Instant since,
      Deadline deadline) {
    Map<Long, Boolean> holds = new HashMap<>();
    Dates dates = null;
    RecordEntry entry = newest;
    for (int looked = 0; true; looked++) {
      if (entry.record() instanceof StoredRecord.Present(RotationRecord record)
          && holds.computeIfAbsent(
              record.secretVersion(),
              version -> holds(vault, version, text, storedVersion, stored, deadline))) {
        dates = merged(dates, entry, record);
      }
      boolean isWhole = dates != null && dates.rotatedAt() != null;
      if (isWhole
          || entry.version() <= 1
          || looked == MOST_ENTRIES
          || entry.writtenAt().isBefore(since)) {
        return Optional.ofNullable(dates);
      }
      entry = log.at(entry.version() - 1, deadline);
    }
  }

  /**
   * What was said of a text, and its end with the grace that the record tells, if a newer secret
   * has replaced it: the earlier of both.
   */
  static Optional<Dates> graced(
      Optional<Dates> said, RecordEntry truth, Instant since, Instant now) {
    return graceEnd(truth, since)
        .filter(now::isBefore)
        .filter(until -> said.map(Dates::expiresAt).filter(until::isAfter).isEmpty())
        .map(until -> new Dates(said.map(Dates::rotatedAt).orElse(null), until))
        .or(() -> said);
  }

  /** The grace is that of what was stored before the rotation. */
  private static Optional<Instant> graceEnd(RecordEntry truth, Instant since) {
    if (!(truth.record() instanceof StoredRecord.Present(RotationRecord record))) {
      return Optional.empty();
    }
    return Optional.ofNullable(record.oldSecretExpiresAt())
        .filter(
            until ->
                truth
                    .amazon()
                    .map(AmazonDates::rotatedAt)
                    .filter(at -> !until.isAfter(at.plus(RotationPolicy.LONGEST_GRACE)))
                    .orElse(until.minus(RotationSettings.STANDARD.grace()))
                    .minus(AcceptNewSecret.CLOCK_DIFFERENCE)
                    .isAfter(since));
  }

  /** Whether a version that is kept holds a text. */
  static boolean holds(
      SecretVault vault,
      long version,
      Secret text,
      long storedVersion,
      @Nullable Secret stored,
      Deadline deadline) {
    if (version >= storedVersion) {
      return version == storedVersion && text.equals(stored);
    }
    return version >= Math.max(1, storedVersion - MOST_VERSIONS)
        && readable(vault, version, deadline).equals(Optional.of(text));
  }

  /**
   * An earlier version; one under another key stays unreadable and counts as unusable.
   *
   * @throws StoreException if it cannot be seen
   */
  static Optional<Secret> readable(SecretVault vault, long version, Deadline deadline) {
    try {
      return vault.at(version, deadline);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Dates merged(@Nullable Dates later, RecordEntry entry, RotationRecord record) {
    boolean isOfAPerson = entry.follows() == null || entry.lost();
    Instant rotatedAt = isOfAPerson ? null : record.rotatedAt();
    if (later == null) {
      return new Dates(rotatedAt, record.expiresAt());
    }
    return new Dates(
        rotatedAt,
        record.expiresAt().isBefore(later.expiresAt()) ? record.expiresAt() : later.expiresAt());
  }
}
