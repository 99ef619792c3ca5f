package io.lwarotation.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls go on when LWA refuses the stored secret although the one before it still works, as
 * after a bad paste inside the grace. For one version of the secret it looks once, with one reading
 * and one token request, and keeps what it found: whatever LWA says against it settles the matter
 * for this environment of the function, whose one instance this is. Only a look that failed in
 * passing is made again, three times at most.
 */
public final class EarlierSecret {
  /** Looks that the store or LWA did not answer, before this environment looks no more. */
  private static final int MOST_FAILED_LOOKS = 3;

  private final EarlierVersions versions;
  private final TokenEndpoint tokens;

  private long version = -1;
  private boolean looked;
  private int failedLooks;
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
   * @throws AmazonException if LWA refused the earlier secret for another reason than that it does
   *     not know it, or did not answer
   * @throws io.lwarotation.core.StoreException if the store refused or did not answer
   */
  public synchronized Optional<AccessToken> exchange(StoredCredentials refused, Deadline deadline) {
    if (version != refused.secretVersion()) {
      version = refused.secretVersion();
      looked = false;
      failedLooks = 0;
      working = null;
    }
    if (failedLooks >= MOST_FAILED_LOOKS) {
      return Optional.empty();
    }
    failedLooks++; // until it has succeeded
    if (!looked) {
      working = versions.before(version, refused.clientSecret(), deadline).orElse(null);
      looked = true;
    }
    Optional<AccessToken> token = token(refused, deadline);
    failedLooks = 0;
    return token;
  }

  private Optional<AccessToken> token(StoredCredentials refused, Deadline deadline) {
    Secret earlier = working;
    if (earlier == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          tokens.exchange(
              new Grant.Seller(refused.clientId(), earlier, refused.refreshToken()), deadline));
    } catch (AmazonException.Refused e) {
      if (isPassing(e.refusal())) {
        throw e;
      }
      working = null;
      if (e.refusal() == Refusal.INVALID_CLIENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isPassing(Refusal refusal) {
    return refusal == Refusal.THROTTLED || refusal == Refusal.UNAVAILABLE;
  }
}
