package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.time.LocalDate;
import java.util.Optional;

/** Single authorizations, as the operator reads and writes them. */
public interface AuthorizationVault {
  /**
   * One authorization.
   *
   * @return empty if none is stored
   * @throws StoreException if the store refused or did not answer
   */
  Optional<StoredAuthorization> find(Authorization authorization, Deadline deadline);

  /** Stores a refresh token under the application's key, whatever was stored before. */
  void write(Authorization authorization, Secret token, Deadline deadline);

  /** Notes the day of the authorization; after its token was written. */
  void writeAuthorized(Authorization authorization, LocalDate day, Deadline deadline);

  /** Forgets token and day. */
  void delete(Authorization authorization, Deadline deadline);
}
