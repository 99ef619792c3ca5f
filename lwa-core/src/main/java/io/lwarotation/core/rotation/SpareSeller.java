package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.StoreException;
import java.util.Optional;

/**
 * A selling partner beside the application's own whose authorization worked when it was last tried:
 * a secret is tried with it where the application's own authorization decides nothing.
 */
@FunctionalInterface
public interface SpareSeller {
  /**
   * Finds one.
   *
   * @throws StoreException if the store refused or did not answer
   */
  Optional<Found> find(Deadline deadline);

  /** Where there is no other authorization. */
  static SpareSeller none() {
    return _ -> Optional.empty();
  }

  /**
   * One that worked.
   *
   * @param spApi at the host of its region
   */
  record Found(Secret refreshToken, SpApi spApi) {}
}
