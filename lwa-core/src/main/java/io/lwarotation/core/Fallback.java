package io.lwarotation.core;

import java.util.Optional;

/** What calls go on with while the stored secret fails; asked by one thread at a time. */
public interface Fallback {
  /**
   * A token of another secret, with few requests however often it is asked.
   *
   * @param stored what fails, read just now
   * @return empty if there is none
   * @throws AmazonException if LWA refused it or did not answer
   * @throws StoreException if the store refused or did not answer
   */
  Optional<AccessToken> exchange(StoredCredentials stored, Deadline deadline);

  /** There is none for these credentials: SP-API does not accept the other secret either. */
  default void giveUp(StoredCredentials stored) {}
}
