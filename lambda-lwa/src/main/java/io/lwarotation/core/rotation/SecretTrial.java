package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Tries a client secret where it counts. LWA goes on giving tokens for an expired secret, so only
 * an answer of SP-API proves that a secret works. Where the seller's authorization stands in the
 * way (revoked, roles, rate), a call without a seller decides. At most two token requests and two
 * calls.
 */
public final class SecretTrial {
  private final TokenEndpoint tokens;
  private final SpApi spApi;

  public SecretTrial(TokenEndpoint tokens, SpApi spApi) {
    this.tokens = tokens;
    this.spApi = spApi;
  }

  /** What a trial showed. */
  public sealed interface Verdict {
    /** SP-API answered a call that was made with it. */
    record Works() implements Verdict {}

    /** LWA does not know it, or SP-API says that it has expired. */
    record Refused(String reason) implements Verdict {}

    /** Nothing is proven either way. */
    record Open(String reason) implements Verdict {}
  }

  /**
   * Tries a secret.
   *
   * @param refreshToken null to try without a seller only
   */
  public Verdict run(
      ClientId clientId, Secret secret, @Nullable Secret refreshToken, Deadline deadline) {
    if (refreshToken != null) {
      Verdict verdict =
          attempt(new Grant.Seller(clientId, secret, refreshToken), SpApiRequest.PROBE, deadline);
      if (!(verdict instanceof Verdict.Open)) {
        return verdict;
      }
    }
    return attempt(
        new Grant.Grantless(clientId, secret, Grant.Scope.NOTIFICATIONS),
        SpApiRequest.GRANTLESS_PROBE,
        deadline);
  }

  private Verdict attempt(Grant grant, SpApiRequest probe, Deadline deadline) {
    try {
      AccessToken token = tokens.exchange(grant, deadline);
      spApi.send(probe, token, deadline);
      return new Verdict.Works();
    } catch (AmazonException e) {
      return switch (e) {
        case AmazonException.Refused refused
            when refused.refusal() == Refusal.INVALID_CLIENT
                || refused.refusal() == Refusal.SECRET_EXPIRED ->
            new Verdict.Refused(String.valueOf(e.getMessage()));
        case AmazonException.Refused _, AmazonException.NoAnswer _ ->
            new Verdict.Open(String.valueOf(e.getMessage()));
      };
    }
  }
}
