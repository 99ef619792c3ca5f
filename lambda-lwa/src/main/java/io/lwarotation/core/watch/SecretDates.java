package io.lwarotation.core.watch;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The dates of the secret, known without decrypting anything.
 *
 * @param version of the secret's parameter
 * @param storedAt when that version was stored
 * @param record the newest entry of the rotation record
 * @param noticedAt when the rotation last told people of its trouble
 * @param now by Parameter Store's clock
 */
public record SecretDates(
    long version, Instant storedAt, StoredRecord record, @Nullable Instant noticedAt, Instant now) {
  /** When SP-API starts to refuse the secret. */
  public SecretExpiry expiry() {
    return SecretExpiry.of(version, storedAt, record);
  }

  /** Whole days since Amazon made the secret, as far as that is known, else since it was stored. */
  public long ageDays() {
    Instant made = expiry().expiresAt().minus(SecretExpiry.LIFETIME);
    return Math.max(0, Duration.between(made, now).toDays());
  }

  /** When the rotation that is under way was asked for, or null. */
  public @Nullable Instant requestedAt() {
    RotationRecord present = present();
    return present == null ? null : present.requestedAt();
  }

  /** Until when LWA accepts the secret before this one, or null. */
  public @Nullable Instant oldSecretEnds() {
    RotationRecord present = present();
    return present == null || present.secretVersion() != version
        ? null
        : present.oldSecretExpiresAt();
  }

  private @Nullable RotationRecord present() {
    return record instanceof StoredRecord.Present(RotationRecord found) ? found : null;
  }
}
