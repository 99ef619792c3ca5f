package io.lwarotation.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls go on when the stored secret fails although the one before it still works, as after a
 * bad paste inside the grace. For the same stored credentials it looks once, with one reading and
 * one token request, and keeps what it found; a verdict against it settles the matter until others
 * are stored. What failed in passing is tried again. For one thread at a time.
 */
public final class EarlierSecret implements Fallback {
  private final EarlierVersions versions;
  private final TokenEndpoint tokens;

  /** What the two fields below speak of. */
  private @Nullable StoredCredentials seen;

  private @Nullable Secret earlier;
  private boolean vain;

  public EarlierSecret(EarlierVersions versions, TokenEndpoint tokens) {
    this.versions = versions;
    this.tokens = tokens;
  }

  /** The versions of the client secret before the stored one. */
  public interface EarlierVersions {
    /**
     * The newest usable secret before {@code version} with another text than {@code stored}, of the
     * three versions before it.
     *
     * @return empty if there is none
     * @throws StoreException if the store refused or did not answer, or a version cannot be seen
     */
    Optional<Secret> before(long version, StoredSecret stored, Deadline deadline);
  }

  @Override
  public Optional<AccessToken> exchange(StoredCredentials stored, Deadline deadline) {
    if (seen == null || !stored.askTheSameAs(seen)) {
      seen = stored;
      earlier = null;
      vain = false;
    }
    if (vain) {
      return Optional.empty();
    }
    try {
      Secret found = earlier;
      if (found == null) {
        found =
            versions.before(stored.secretVersion(), stored.clientSecret(), deadline).orElse(null);
        earlier = found;
      }
      if (found == null) {
        vain = true;
        return Optional.empty();
      }
      return Optional.of(
          tokens.exchange(
              new Grant.Seller(stored.clientId(), found, stored.refreshToken()), deadline));
    } catch (AmazonException.Refused e) {
      vain = isVerdict(e.refusal());
      throw e;
    } catch (StoreException e) {
      vain = e.kind() == StoreException.Kind.REFUSED;
      throw e;
    }
  }

  @Override
  public void giveUp(StoredCredentials stored) {
    seen = stored;
    vain = true;
  }

  /** Whether LWA says the same of these credentials next time. */
  private static boolean isVerdict(Refusal refusal) {
    return refusal == Refusal.INVALID_CLIENT
        || refusal == Refusal.INVALID_GRANT
        || refusal == Refusal.INVALID_REQUEST
        || refusal == Refusal.CLIENT_MAY_NOT;
  }
}
