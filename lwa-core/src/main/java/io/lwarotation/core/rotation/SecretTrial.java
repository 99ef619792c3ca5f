package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Grant;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.Refusal;
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
 * (revoked, roles, rate), a call without a seller decides over the secret, and if that cannot
 * either, one for another seller whose authorization worked last. Where the application has no
 * authorization of its own, that one takes its place. At most three token requests and three calls,
 * and two more where a token may be of another region.
 *
 * @param regions asked about a token that SP-API refuses without a reason
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-errors-faq">SP-API: errors</a>
 */
public record SecretTrial(
    TokenEndpoint tokens,
    SpApi spApi,
    SpApiRequest probe,
    OtherRegions regions,
    SpareSeller spare) {
  /** For one probe, so that a slow one leaves time for the other. */
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);

  /**
   * What vendors, and applications without the Sellers role, are told: a sentence without its end.
   */
  static final String OTHER_PROBE =
      "For a vendor, or an application without the Sellers role, set probe to a path that it may call and deploy"
          + " again";

  /** With the call that every seller's authorization allows, one host and one seller only. */
  public SecretTrial(TokenEndpoint tokens, SpApi spApi) {
    this(tokens, spApi, SpApiRequest.PROBE, OtherRegions.none(), SpareSeller.none());
  }

  /**
   * What a trial showed; reasons end a sentence that starts with "because".
   *
   * @param answer to the seller's call, unless the one without a seller showed that the secret is
   *     refused
   */
  public record Result(Verdict secret, Authorization authorization, Answer answer) {
    /** Whether it helps to try again, where something is not proven: a limit, an outage. */
    boolean isPassing() {
      return secret instanceof Verdict.Open(_, boolean passing)
          ? passing
          : SecretTrial.isPassing(answer);
    }
  }

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
    record Refused(Diagnosis diagnosis, String reason) implements Authorization {}

    /**
     * The seller's call is not allowed: a role is missing, or the seller did not authorize again
     * since it was added. Only a person can tell.
     */
    record Denied(String reason) implements Authorization {}

    /** Nothing is proven either way. */
    record Open(String reason) implements Authorization {}

    /** There is none, or it was not looked at, since the secret is refused. */
    record NotTried() implements Authorization {}
  }

  /**
   * Tries a secret.
   *
   * @param refreshToken null where the application has none of its own
   */
  public Result run(
      ClientId clientId, Secret secret, @Nullable Secret refreshToken, Deadline deadline) {
    Answer own =
        refreshToken == null
            ? null
            : attempt(new Grant.Seller(clientId, secret, refreshToken), probe, spApi, deadline);
    Answer first = own == null ? spare(clientId, secret, deadline) : own;
    if (first != null && isDecided(first)) {
      return result(own, first);
    }
    Grant grantless = new Grant.Grantless(clientId, secret, Grant.Scope.NOTIFICATIONS);
    Answer without = attempt(grantless, SpApiRequest.GRANTLESS_PROBE, spApi, deadline);
    if (isDecided(without)) {
      return result(own, without);
    }
    Answer other = own == null ? first : spare(clientId, secret, deadline);
    return other != null && isDecided(other)
        ? result(own, other)
        : new Result(open(own, without, other), authorization(own), own == null ? without : own);
  }

  /** For another seller; null if there is none. */
  private @Nullable Answer spare(ClientId clientId, Secret secret, Deadline deadline) {
    return spare
        .find(deadline)
        .map(
            found ->
                attempt(
                    new Grant.Seller(clientId, secret, found.refreshToken()),
                    SpApiRequest.PROBE,
                    found.spApi(),
                    deadline))
        .orElse(null);
  }

  private static boolean isDecided(Answer answer) {
    return !(Proof.of(answer) instanceof Verdict.Open);
  }

  private Result result(@Nullable Answer own, Answer decisive) {
    Verdict verdict = Proof.of(decisive);
    return new Result(
        verdict,
        authorization(own),
        own != null && verdict instanceof Verdict.Works ? own : decisive);
  }

  private Verdict open(@Nullable Answer own, Answer without, @Nullable Answer other) {
    StringBuilder reasons = new StringBuilder();
    boolean passing = false;
    if (own != null && authorization(own) instanceof Authorization.Refused(_, String why)) {
      reasons.append(why);
    } else {
      passing = add(reasons, "", own);
    }
    passing |= add(reasons, ", and without a seller ", without);
    passing |= add(reasons, ", and for another seller ", other);
    return new Verdict.Open(reasons.toString(), passing);
  }

  private static boolean isPassing(Answer answer) {
    return Proof.of(answer) instanceof Verdict.Open(_, boolean passing) && passing;
  }

  /** Whether it helps to try again. */
  private static boolean add(StringBuilder reasons, String of, @Nullable Answer answer) {
    if (answer == null || !(Proof.of(answer) instanceof Verdict.Open(String reason, _))) {
      return false;
    }
    if (reasons.indexOf(reason) < 0) {
      reasons.append(reasons.isEmpty() ? "" : of).append(reason);
    }
    return isPassing(answer);
  }

  /** How one call was answered. */
  public sealed interface Answer {
    /** SP-API did as it was asked. */
    record Good(SpApiAnswer answer) implements Answer {}

    /**
     * Amazon refused, or did not answer.
     *
     * @param elsewhere what other regions say of a seller's token that was refused without a reason
     */
    record Bad(AmazonException why, OtherRegions.Answer elsewhere) implements Answer {
      /** They were not asked. */
      public Bad(AmazonException why) {
        this(why, new OtherRegions.Answer.Unknown());
      }
    }
  }

  private Answer attempt(Grant grant, SpApiRequest request, SpApi host, Deadline deadline) {
    AccessToken token;
    try {
      token = tokens.exchange(grant, deadline);
    } catch (AmazonException e) {
      return new Answer.Bad(e);
    }
    try {
      return new Answer.Good(host.send(request, token, deadline.within(LONGEST_PROBE)));
    } catch (AmazonException e) {
      return e instanceof AmazonException.Refused refused
              && refused.refusal() == Refusal.ACCESS_DENIED
              && grant instanceof Grant.Seller seller
              && host.equals(spApi)
          ? new Answer.Bad(e, regions.ask(request, token, seller.refreshToken(), deadline))
          : new Answer.Bad(e);
    }
  }

  private Authorization authorization(@Nullable Answer answer) {
    return switch (answer) {
      case null -> new Authorization.NotTried();
      case Answer.Good _ -> new Authorization.Works();
      case Answer.Bad(AmazonException.NoAnswer e, _) ->
          new Authorization.Open(String.valueOf(e.getMessage()));
      case Answer.Bad(AmazonException.Refused _, OtherRegions.Answer.Belongs belongs) ->
          new Authorization.Refused(
              Diagnosis.WRONG_REGION, "the refresh token " + belongs.clause());
      case Answer.Bad(AmazonException.Refused e, _) -> authorization(e);
    };
  }

  private Authorization authorization(AmazonException.Refused e) {
    return switch (e.refusal()) {
      case INVALID_CLIENT, SECRET_EXPIRED -> new Authorization.NotTried();
      case INVALID_GRANT ->
          new Authorization.Refused(
              Diagnosis.REAUTHORIZE,
              "the refresh token is wrong, revoked, or belongs to another client id");
      case CLIENT_MAY_NOT ->
          new Authorization.Refused(
              Diagnosis.CHECK_ROLES,
              "Login with Amazon does not let this client ask for this seller's token: the refresh token is of"
                  + " another application, or this one is a draft or for the sandbox only");
      case WRONG_REGION ->
          new Authorization.Refused(
              Diagnosis.WRONG_REGION,
              "the seller's marketplaces are not in the region that this stack calls");
      case TOKEN_INVALID ->
          new Authorization.Refused(
              Diagnosis.REAUTHORIZE, "SP-API refuses the token that these credentials gave");
      case ACCESS_DENIED, GATEWAY_DENIED ->
          new Authorization.Denied(
              "SP-API refuses " + probe.operation() + " for this seller and does not say why");
      case ROLE_MISSING ->
          new Authorization.Denied("the application lacks the role for " + probe.operation());
      case INVALID_REQUEST,
          TOKEN_EXPIRED,
          TOKEN_MISSING,
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
