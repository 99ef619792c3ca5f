package io.lwarotation.local.amazon;

import java.time.Instant;
import java.util.Optional;

/**
 * What an access token stands for. It stays bound to the secret it was minted with: SP-API looks at
 * that secret's age.
 *
 * @param secret value of the client secret
 * @param refreshToken of the seller on whose behalf it is; empty of a grantless one
 * @param scope that was granted; empty of a seller's
 */
record Token(
    Application application, String secret, String refreshToken, String scope, Instant expiresAt) {
  static final String INVALID = "The access token you provided is revoked, malformed or invalid.";

  /** What SP-API says against it, whatever it is used for. */
  Optional<String> problem(Instant now) {
    if (!now.isBefore(expiresAt)) {
      return Optional.of("The access token you provided has expired.");
    }
    if (application.secret(secret).stream().noneMatch(s -> s.isAcceptedBySpApi(now))) {
      return Optional.of("The LWA secret token you provided has expired.");
    }
    boolean revoked = scope.isEmpty() && application.regionOf(refreshToken).isEmpty();
    return revoked ? Optional.of(INVALID) : Optional.empty();
  }

  @Override
  public String toString() {
    return "Token[expiresAt=" + expiresAt + "]";
  }
}
