package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;

/**
 * Which stack of this account and region rotates a client: Amazon sends a new secret to one queue
 * only, so a second one that rotates would leave the first with a dead secret.
 */
public interface ClientClaims {
  /**
   * Claims the client for this stack, unless another one has.
   *
   * @throws StoreException if the store did not answer, or what it answered is not settled yet; a
   *     refusal is {@link Claim.Unknown}
   */
  Claim claim(ClientId clientId, Deadline deadline);

  /** Who rotates the client. */
  sealed interface Claim {
    /** This stack. */
    record Ours() implements Claim {}

    /** Another stack. */
    record TakenBy(String app, String parameter) implements Claim {}

    /** It cannot be known. */
    record Unknown(String reason, String parameter) implements Claim {}
  }
}
