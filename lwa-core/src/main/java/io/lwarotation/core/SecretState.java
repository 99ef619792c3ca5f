package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How old the stored client secret is and how long it has left, at one moment.
 *
 * @param storedFor since when its version has been stored
 * @param recordProblem why the deadline was not read from the rotation record, if it was not
 */
public record SecretState(
    SecretExpiry expiry, long daysLeft, Duration storedFor, Optional<String> recordProblem) {
  /** How long after a rotation SP-API has been seen to refuse a secret that is in order. */
  private static final Duration PROPAGATION = Duration.ofHours(1);

  /** At one moment, by the store's clock. */
  public static SecretState of(StoredCredentials credentials, Instant now) {
    SecretExpiry expiry =
        SecretExpiry.of(
            credentials.secretVersion(), credentials.secretLastModified(), credentials.record());
    return new SecretState(
        expiry,
        expiry.daysLeft(now),
        Duration.between(credentials.secretLastModified(), now),
        recordProblem(expiry, credentials.record()));
  }

  boolean mayNotBeKnownYet() {
    return storedFor.compareTo(PROPAGATION) < 0;
  }

  /** For people, inside a sentence. */
  String spoken() {
    return "version "
        + expiry.version()
        + ", stored "
        + Math.max(0, storedFor.toDays())
        + " days ago, to expire on "
        + LocalDate.ofInstant(expiry.expiresAt(), ZoneOffset.UTC);
  }

  /** Why a deadline was not read from the rotation record, if it was not. */
  public static Optional<String> recordProblem(SecretExpiry expiry, StoredRecord stored) {
    if (expiry.source() == SecretExpiry.Source.RECORD) {
      return Optional.empty();
    }
    if (stored instanceof StoredRecord.Absent) {
      return Optional.of("there is no rotation record");
    }
    if (stored instanceof StoredRecord.Broken(String reason)) {
      return Optional.of("the rotation record is broken: " + reason);
    }
    RotationRecord record = ((StoredRecord.Present) stored).record();
    return record.secretVersion() == expiry.version()
        ? Optional.of(
            "the rotation record says "
                + record.expiresAt()
                + ", later than 180 days after the secret was stored")
        : Optional.of(
            "the rotation record is about version "
                + record.secretVersion()
                + " of the secret, and the stored one is "
                + expiry.version());
  }
}
