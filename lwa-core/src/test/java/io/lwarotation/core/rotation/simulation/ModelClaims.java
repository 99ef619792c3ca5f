package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.ClientClaims;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameter that says which stack rotates the client: the first one creates it, as PutParameter
 * without overwriting does, and a reader may not see it for a while.
 */
final class ModelClaims {
  private static final String PARAMETER = "/lwa-rotation/clients/EXAMPLE";

  private final SimulatedClock clock;
  private final Chance chance;
  private @Nullable String holder;
  private Instant heldSince = Instant.MIN;

  ModelClaims(SimulatedClock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  boolean isHeldBy(String app) {
    return app.equals(holder);
  }

  /** Somebody deletes the parameter, as the notice says to. */
  void delete() {
    holder = null;
  }

  /** As the stack of this application sees it. */
  ClientClaims of(String app, Disturbance faults, Invocation by) {
    return (client, deadline) -> {
      Optional<ClientClaims.Claim> made = faults.call(by, Port.CLAIM, () -> seenBy(app));
      if (made.isPresent()) {
        return made.get();
      }
      if (faults.call(by, Port.CLAIM, () -> create(app))) {
        return new ClientClaims.Claim.Ours();
      }
      return faults
          .call(by, Port.CLAIM, () -> seenBy(app))
          .orElseThrow(
              () ->
                  new StoreException(
                      StoreException.Kind.UNREACHABLE, PARAMETER + " cannot be seen yet", null));
    };
  }

  private boolean create(String app) {
    if (holder != null) {
      return false;
    }
    holder = app;
    heldSince = clock.instant();
    return true;
  }

  private Optional<ClientClaims.Claim> seenBy(String app) {
    String name = holder;
    boolean fresh = clock.instant().isBefore(heldSince.plus(ModelStore.LONGEST_LAG));
    if (name == null || (fresh && chance.happens(Unkindness.CLAIM_UNSEEN, 0.3))) {
      return Optional.empty();
    }
    return Optional.of(
        name.equals(app)
            ? new ClientClaims.Claim.Ours()
            : new ClientClaims.Claim.TakenBy(name, PARAMETER));
  }
}
