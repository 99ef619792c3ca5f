package io.lwarotation.core.sweep;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;

/** Tries an authorization at Login with Amazon and SP-API. */
public interface AuthorizationTrial {
  /**
   * Reads the client id and secret that all share, with the token of one of them.
   *
   * @throws DiagnosedException if they cannot be read or used
   */
  void prepare(StoredAuthorization one, Deadline deadline);

  /**
   * Returns if it works.
   *
   * @throws DiagnosedException if it does not, or that could not be seen
   */
  void run(StoredAuthorization authorization, Deadline deadline);
}
