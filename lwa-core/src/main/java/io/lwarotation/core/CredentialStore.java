package io.lwarotation.core;

import java.util.Optional;

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

  /**
   * The same credentials with a client id and secret that another authorization's reading has shown
   * since, if that secret is of a later version. Asks nobody.
   */
  default Optional<StoredCredentials> newer(StoredCredentials known) {
    return Optional.empty();
  }
}
