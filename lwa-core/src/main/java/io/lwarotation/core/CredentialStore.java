package io.lwarotation.core;

/** Where the three credentials are kept, for reading. */
public interface CredentialStore {
  /**
   * Reads the three credentials and the rotation record in one request.
   *
   * @throws NotConfiguredException if a credential is missing or still the placeholder, or the
   *     client id or the refresh token is unfit to be sent
   * @throws StoreException if the store refused or did not answer
   */
  StoredCredentials read(Deadline deadline);
}
