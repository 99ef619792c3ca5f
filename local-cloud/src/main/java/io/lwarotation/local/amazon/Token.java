package io.lwarotation.local.amazon;

import java.time.Duration;
import java.time.Instant;

/**
 * What an access token stands for. It stays bound to the secret it was minted with: SP-API looks at
 * that secret's age.
 *
 * @param secret value of the client secret
 */
record Token(Application application, String secret, Grant grant, Instant expiresAt) {
  static final Duration LIFETIME = Duration.ofHours(1);

  /** On whose behalf. */
  sealed interface Grant {
    /** A seller's. */
    record Seller(String refreshToken) implements Grant {}

    /** Nobody's: the application's own. */
    record Grantless(String scope) implements Grant {}
  }

  @Override
  public String toString() {
    return "Token[expiresAt=" + expiresAt + "]";
  }
}
