package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tries credentials where it counts. LWA goes on giving tokens for an expired secret, so only an
 * answer of SP-API proves that a secret works. Where the seller's authorization stands in the way
 * (revoked, roles, rate), a call without a seller decides over the secret. At most two token
 * requests and two calls.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-errors-faq">SP-API: errors</a>
 */
public record SecretTrial(TokenEndpoint tokens, SpApi spApi) {
  /** For one probe, so that a slow one leaves time for the other. */
  private static final Duration PROBE = Duration.ofSeconds(5);

  /**
   * What a trial showed; reasons end a sentence that starts with "because".
   *
   * @param answer to the seller's call, unless the one without a seller showed that the secret is
   *     refused
   */
  public record Result(Verdict secret, Authorization authorization, Answer answer) {}

  /** What is proven about the secret. */
  public sealed interface Verdict {
    /** SP-API answered a call that was made with it. */
    record Works() implements Verdict {}

    /** LWA does not know it, or SP-API says that it has expired. */
    record Refused(String reason) implements Verdict {}

    /**
     * Nothing is proven either way.
     *
     * @param passing whether it helps to try again: a limit, an outage
     */
    record Open(String reason, boolean passing) implements Verdict {}
  }

  /** What is proven about the seller's authorization, the refresh token. */
  public sealed interface Authorization {
    /** SP-API answered a call of the seller's. */
    record Works() implements Authorization {}

    /** Amazon refuses it. */
    record Refused(String reason) implements Authorization {}

    /**
     * A 403 without a reason: a role is missing, the seller did not authorize again since it was
     * added, or the token is of another region. Only a person can tell.
     */
    record Denied() implements Authorization {}

    /** Nothing is proven either way. */
    record Open(String reason) implements Authorization {}

    /** There is none, or it was not looked at, since the secret is refused. */
    record NotTried() implements Authorization {}
  }

  /**
   * Tries a secret.
   *
   * @param refreshToken null to try without a seller only
   */
  public Result run(
      ClientId clientId, Secret secret, @Nullable Secret refreshToken, Deadline deadline) {
    Grant withoutSeller = new Grant.Grantless(clientId, secret, Grant.Scope.NOTIFICATIONS);
    if (refreshToken == null) {
      Answer answer = attempt(withoutSeller, SpApiRequest.GRANTLESS_PROBE, deadline);
      return new Result(verdict(answer), new Authorization.NotTried(), answer);
    }
    Answer seller =
        attempt(new Grant.Seller(clientId, secret, refreshToken), SpApiRequest.PROBE, deadline);
    if (!(verdict(seller) instanceof Verdict.Open(String reason, boolean passing))) {
      return new Result(verdict(seller), authorization(seller), seller);
    }
    Answer without = attempt(withoutSeller, SpApiRequest.GRANTLESS_PROBE, deadline);
    return switch (verdict(without)) {
      case Verdict.Works works -> new Result(works, authorization(seller), seller);
      case Verdict.Refused refused -> new Result(refused, authorization(seller), without);
      case Verdict.Open(String other, boolean alsoPassing) ->
          new Result(
              new Verdict.Open(
                  reason.equals(other) ? reason : reason + ", and without a seller " + other,
                  passing || alsoPassing),
              authorization(seller),
              seller);
    };
  }

  /** How one call was answered. */
  public sealed interface Answer {
    /** SP-API did as it was asked. */
    record Good(SpApiAnswer answer) implements Answer {}

    /** Amazon refused, or did not answer. */
    record Bad(AmazonException why) implements Answer {}
  }

  private Answer attempt(Grant grant, SpApiRequest probe, Deadline deadline) {
    try {
      AccessToken token = tokens.exchange(grant, deadline);
      return new Answer.Good(spApi.send(probe, token, deadline.within(PROBE)));
    } catch (AmazonException e) {
      return new Answer.Bad(e);
    }
  }

  private static Verdict verdict(Answer answer) {
    return switch (answer) {
      case Answer.Good _ -> new Verdict.Works();
      case Answer.Bad(AmazonException.NoAnswer e) ->
          new Verdict.Open(
              String.valueOf(e.getMessage()), e.kind() != AmazonException.NoAnswer.Kind.TOO_LARGE);
      case Answer.Bad(AmazonException.Refused e) -> verdict(e);
    };
  }

  private static Verdict verdict(AmazonException.Refused e) {
    return switch (e.refusal()) {
      case INVALID_CLIENT ->
          new Verdict.Refused(
              "Login with Amazon does not know this client id with this client secret");
      case SECRET_EXPIRED ->
          new Verdict.Refused(
              "SP-API refuses the client secret as expired (a secret made in the last hour may need"
                  + " that hour)");
      case THROTTLED, UNAVAILABLE, AMAZON_EXPIRED ->
          new Verdict.Open(String.valueOf(e.getMessage()), true);
      case INVALID_GRANT,
          INVALID_REQUEST,
          CLIENT_MAY_NOT,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          TOKEN_MISSING,
          WRONG_REGION,
          ACCESS_DENIED,
          ROLE_MISSING,
          GATEWAY_DENIED,
          SANDBOX_ONLY,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          REDIRECT,
          OTHER ->
          new Verdict.Open(String.valueOf(e.getMessage()), e.status() == 408 || e.status() >= 500);
    };
  }

  private static Authorization authorization(Answer answer) {
    return switch (answer) {
      case Answer.Good _ -> new Authorization.Works();
      case Answer.Bad(AmazonException.NoAnswer e) ->
          new Authorization.Open(String.valueOf(e.getMessage()));
      case Answer.Bad(AmazonException.Refused e) -> authorization(e);
    };
  }

  private static Authorization authorization(AmazonException.Refused e) {
    return switch (e.refusal()) {
      case INVALID_CLIENT, SECRET_EXPIRED -> new Authorization.NotTried();
      case INVALID_GRANT ->
          new Authorization.Refused("the refresh token is wrong, revoked, or of another client id");
      case CLIENT_MAY_NOT ->
          new Authorization.Refused(
              "Login with Amazon does not let this client ask for a seller's token");
      case WRONG_REGION ->
          new Authorization.Refused(
              "the seller's marketplaces are not of the region that this stack calls");
      case TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING ->
          new Authorization.Refused("SP-API refuses the token that these credentials gave");
      case ACCESS_DENIED, ROLE_MISSING, GATEWAY_DENIED -> new Authorization.Denied();
      case INVALID_REQUEST,
          AMAZON_EXPIRED,
          SANDBOX_ONLY,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          REDIRECT,
          OTHER,
          THROTTLED,
          UNAVAILABLE ->
          new Authorization.Open(String.valueOf(e.getMessage()));
    };
  }
}
