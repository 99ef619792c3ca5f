package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event bus on which other programs hear that they must read the secret again. */
public interface RotationEvents {
  /**
   * Puts the event {@code LWA Client Secret Rotated}, at least once.
   *
   * @throws StoreException if the bus refused or did not answer
   */
  void put(ClientSecretRotated event, Deadline deadline);

  /**
   * A new secret is stored.
   *
   * @param expiresAt when SP-API starts to refuse it
   * @param oldSecretExpiresAt until when LWA accepts the secret before it, if that is known
   */
  record ClientSecretRotated(
      String app,
      String parameter,
      long version,
      Instant expiresAt,
      @Nullable Instant oldSecretExpiresAt) {}
}
