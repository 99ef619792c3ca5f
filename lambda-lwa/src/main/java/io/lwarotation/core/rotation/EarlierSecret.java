package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokenEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls go on when LWA refuses the stored secret although the one before it still works, as
 * after a bad paste inside the grace. For one version of the secret it looks once, with one reading
 * and one token request, and keeps what it found; one instance serves one environment of a
 * function.
 */
public final class EarlierSecret {
  private final EarlierVersions versions;
  private final TokenEndpoint tokens;

  private long triedFor = -1;
  private @Nullable Secret working;

  public EarlierSecret(EarlierVersions versions, TokenEndpoint tokens) {
    this.versions = versions;
    this.tokens = tokens;
  }

  /** The versions of the client secret before the stored one. */
  public interface EarlierVersions {
    /**
     * The newest version before {@code version} with another text than {@code stored}, of the three
     * versions before it.
     *
     * @return empty if there is none, or it is no usable secret
     * @throws io.lwarotation.core.StoreException if the store refused or did not answer
     */
    Optional<Secret> before(long version, Secret stored, Deadline deadline);
  }

  /**
   * Makes a token with the earlier secret, after LWA has refused the stored one.
   *
   * @param refused what was refused, read anew
   * @return empty if there is no earlier secret that LWA accepts
   * @throws AmazonException.NoAnswer if LWA did not answer; the look is not used up
   * @throws io.lwarotation.core.StoreException if the store refused or did not answer; the look is
   *     not used up
   */
  public synchronized Optional<AccessToken> exchange(StoredCredentials refused, Deadline deadline) {
    if (triedFor != refused.secretVersion()) {
      working =
          versions.before(refused.secretVersion(), refused.clientSecret(), deadline).orElse(null);
      triedFor = refused.secretVersion();
    }
    Secret earlier = working;
    if (earlier == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          tokens.exchange(
              new Grant.Seller(refused.clientId(), earlier, refused.refreshToken()), deadline));
    } catch (AmazonException.Refused e) {
      if (e.refusal() == Refusal.INVALID_CLIENT) {
        working = null;
        return Optional.empty();
      }
      throw e;
    }
  }
}
