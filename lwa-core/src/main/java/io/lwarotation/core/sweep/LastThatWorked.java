package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.SpareSeller;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The authorization that worked last, as the sweep has seen it. Who may not read it has none:
 * nothing is decided by that.
 */
public record LastThatWorked(
    SweepStates states,
    BiFunction<Authorization, Deadline, Optional<StoredAuthorization>> stored,
    SpApiHosts hosts,
    SpApiByHost spApi)
    implements SpareSeller {
  @Override
  public Optional<Found> find(Deadline deadline) {
    try {
      return states.read(deadline).worked().flatMap(one -> found(one, deadline));
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Found> found(Authorization one, Deadline deadline) {
    return hosts
        .of(one.region())
        .flatMap(
            host ->
                stored
                    .apply(one, deadline)
                    .flatMap(StoredAuthorization::token)
                    .map(token -> new Found(token, spApi.at(host))));
  }
}
