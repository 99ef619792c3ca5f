package io.lwarotation.cli.put;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApi;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;

/**
 * Tries credentials where it counts: LWA goes on issuing tokens for a client secret that SP-API
 * refuses, so only an answer of SP-API proves that a set works.
 */
record Trial(TokenEndpoint lwa, SpApi spApi) {
  /** What a trial showed. */
  sealed interface Verdict {
    /** SP-API answered a call made with the set. */
    record Works() implements Verdict {}

    /**
     * SP-API knows the set and lets it do little: the credentials are fine, the application's roles
     * are not.
     */
    record WorksWithoutRole() implements Verdict {}

    /** Amazon refuses the set; {@code why} ends a sentence that starts with "because". */
    record Fails(String why) implements Verdict {}

    /** Amazon did not say; {@code why} likewise. */
    record Unknown(String why) implements Verdict {}
  }

  /** At the endpoints that the application's functions call. */
  static Trial at(ApplicationOptions application, CrtHttp http, String command) {
    return new Trial(
        new LwaTokenEndpoint(http, application.tokenEndpoint()),
        new HttpSpApi(
            http,
            application.spApiEndpoint(),
            "LwaRotation/1.0 (Language=Java/25; Command=" + command + ")"));
  }

  Verdict of(Grant.Seller grant, Deadline deadline) {
    try {
      AccessToken token = lwa.exchange(grant, deadline);
      spApi.send(SpApiRequest.PROBE, token, deadline);
      return new Verdict.Works();
    } catch (AmazonException.Refused refused) {
      return verdictOn(refused);
    } catch (AmazonException.NoAnswer silence) {
      return new Verdict.Unknown(String.valueOf(silence.getMessage()));
    }
  }

  private static Verdict verdictOn(AmazonException.Refused refused) {
    return switch (refused.refusal()) {
      case INVALID_CLIENT ->
          new Verdict.Fails(
              "Login with Amazon does not know this client id with this client secret");
      case INVALID_GRANT ->
          new Verdict.Fails("the refresh token is wrong, revoked, or of another client id");
      case SECRET_EXPIRED ->
          new Verdict.Fails(
              "SP-API refuses the client secret as expired (a secret made in the last hour may need that hour)");
      case WRONG_REGION ->
          new Verdict.Fails(
              "the seller's marketplaces are not of the region that this stack calls");
      case CLIENT_MAY_NOT ->
          new Verdict.Fails("Login with Amazon does not let this client ask for a seller's token");
      case TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING ->
          new Verdict.Fails("SP-API refuses the token that these credentials gave");
      case ACCESS_DENIED, ROLE_MISSING, GATEWAY_DENIED -> new Verdict.WorksWithoutRole();
      case INVALID_REQUEST,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          AMAZON_EXPIRED,
          SANDBOX_ONLY,
          REDIRECT,
          OTHER,
          THROTTLED,
          UNAVAILABLE ->
          new Verdict.Unknown(String.valueOf(refused.getMessage()));
    };
  }
}
