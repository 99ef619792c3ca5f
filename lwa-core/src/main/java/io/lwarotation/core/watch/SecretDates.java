package io.lwarotation.core.watch;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dates of the secret, known without decrypting anything.
 *
 * @param newest the newest entry of the rotation record, whether or not it counts
 * @param editedAt when the newest entry was written by hand, if it was and does not count
 * @param now by Parameter Store's clock
 */
public record SecretDates(
    long version,
    Instant storedAt,
    RecordEntry newest,
    RecordEntry truth,
    Optional<Instant> editedAt,
    Instant now) {
  /** When SP-API starts to refuse the secret. */
  public SecretExpiry expiry() {
    return SecretExpiry.of(version, storedAt, truth.record());
  }

  /** Whole days since Amazon made the secret, as far as that is known, else since it was stored. */
  public long ageDays() {
    Instant made = expiry().expiresAt().minus(SecretExpiry.LIFETIME);
    return Math.max(0, Duration.between(made, now).toDays());
  }

  /**
   * Whether somebody has stored a secret: a deploy writes the first version of the parameter and
   * nothing into the record.
   */
  public boolean isPut() {
    return version > 1 || truth.record() instanceof StoredRecord.Present;
  }

  /** When the secret was asked for that may still come, as the rotation knows it. */
  public Optional<Instant> requestedAt() {
    return RotationPolicy.awaitedSince(now, truth, version, storedAt);
  }

  /** When the rotation last told people of its trouble, or null. */
  public @Nullable Instant noticedAt() {
    return truth.noticedAt();
  }

  /** Why the record cannot be read, if it cannot. */
  public Optional<String> unreadable() {
    return Stream.of(newest, truth)
        .map(RecordEntry::record)
        .filter(StoredRecord.Broken.class::isInstance)
        .map(broken -> ((StoredRecord.Broken) broken).reason())
        .findFirst();
  }

  /**
   * Until when LWA accepts the secret before this one, or null; also where it is the old one that
   * is stored again. A record that cannot be read is taken to have spoken of one; that is for the
   * rotation's care, and no news for people.
   */
  public @Nullable Instant oldSecretEnds() {
    if (unreadable().isPresent()
        || !(truth.record() instanceof StoredRecord.Present(RotationRecord record))
        || record.secretVersion() != version) {
      return null;
    }
    Instant until = record.oldSecretExpiresAt();
    return until != null && until.isBefore(expiry().expiresAt()) ? until : null;
  }
}
