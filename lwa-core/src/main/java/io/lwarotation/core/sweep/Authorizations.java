package io.lwarotation.core.sweep;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.util.List;

/** The authorizations that are stored beside the application's own. */
public interface Authorizations {
  /**
   * All of them, with their tokens.
   *
   * @throws StoreException if the store refused or did not answer
   */
  Listing list(Deadline deadline);

  /**
   * What lies below the path.
   *
   * @param all in the order of their names
   * @param foreign names of parameters that are no authorizations, as they may be shown
   */
  record Listing(List<StoredAuthorization> all, List<String> foreign) {
    public Listing {
      all = List.copyOf(all);
      foreign = List.copyOf(foreign);
    }
  }
}
