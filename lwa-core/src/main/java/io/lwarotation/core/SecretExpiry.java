package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;

/** When SP-API starts to refuse a client secret, and how that is known. */
public record SecretExpiry(long version, Instant expiresAt, Source source) {
  /** How long SP-API accepts a client secret after it was made. */
  public static final Duration LIFETIME = Duration.ofDays(180);

  /** Where a deadline comes from. */
  public enum Source {
    /** The rotation record of this very version. */
    RECORD,
    /** The age of the parameter: there is no record of this version, or it says later. */
    LAST_MODIFIED
  }

  /**
   * The earlier of two dates: the record's, if it speaks of this version, and 180 days after the
   * secret was stored. No secret lives longer than that, whatever a record says.
   *
   * @param storedAt when this version, or the same text in an earlier one, was stored
   */
  public static SecretExpiry of(long version, Instant storedAt, StoredRecord record) {
    Instant byAge = storedAt.plus(LIFETIME);
    return record instanceof StoredRecord.Present(RotationRecord present)
            && present.secretVersion() == version
            && !present.expiresAt().isAfter(byAge)
        ? new SecretExpiry(version, present.expiresAt(), Source.RECORD)
        : new SecretExpiry(version, byAge, Source.LAST_MODIFIED);
  }

  /**
   * Whole days left at {@code now}, rounded down: 0 on the last day, negative after the deadline.
   */
  public long daysLeft(Instant now) {
    return Math.floorDiv(
        Duration.between(now, expiresAt).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
