package io.lwarotation.core;

import java.time.Instant;

/**
 * The three LWA credentials as they were read at one moment, with what is needed to tell the
 * secret's expiry.
 *
 * @param secretVersion version of the secret's parameter
 * @param secretLastModified when that version was written, by the store's clock
 * @param record the rotation record beside it
 * @param readAt the moment of the reading, by the store's clock where it tells its time: ages are
 *     then differences of one clock
 * @param yearOver whether the application is public, and the selling partner authorized it a year
 *     ago: Amazon ends such an authorization
 */
public record StoredCredentials(
    ClientId clientId,
    StoredSecret clientSecret,
    Secret refreshToken,
    long secretVersion,
    Instant secretLastModified,
    StoredRecord record,
    Instant readAt,
    boolean yearOver) {

  /** Of an authorization that does not end. */
  public StoredCredentials(
      ClientId clientId,
      StoredSecret clientSecret,
      Secret refreshToken,
      long secretVersion,
      Instant secretLastModified,
      StoredRecord record,
      Instant readAt) {
    this(
        clientId,
        clientSecret,
        refreshToken,
        secretVersion,
        secretLastModified,
        record,
        readAt,
        false);
  }

  /** Whether LWA would be asked the same with them: what it said of these, it says of those. */
  boolean askTheSameAs(StoredCredentials other) {
    return secretVersion == other.secretVersion
        && clientId.equals(other.clientId)
        && clientSecret.equals(other.clientSecret)
        && refreshToken.equals(other.refreshToken);
  }

  /** This refresh token with what another reading showed of the client it belongs to. */
  public StoredCredentials with(StoredCredentials client) {
    return client.withRefreshToken(refreshToken, yearOver);
  }

  /** The same client with another refresh token. */
  public StoredCredentials withRefreshToken(Secret another, boolean itsYearIsOver) {
    return new StoredCredentials(
        clientId,
        clientSecret,
        another,
        secretVersion,
        secretLastModified,
        record,
        readAt,
        itsYearIsOver);
  }
}
