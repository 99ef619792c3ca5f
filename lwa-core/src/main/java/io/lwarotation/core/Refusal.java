package io.lwarotation.core;

/**
 * What a refusal of Amazon means, read from its body; source: Amazon's documentation of LWA and
 * SP-API errors.
 */
public enum Refusal {
  /**
   * LWA {@code invalid_client}: wrong client id or secret, or an old secret after its seven days.
   */
  INVALID_CLIENT("it does not know this client id with this client secret"),
  /** LWA {@code invalid_grant}: the refresh token is bad, revoked, or of another client. */
  INVALID_GRANT("it does not accept the refresh token"),
  /** LWA {@code invalid_request}: a field is missing. */
  INVALID_REQUEST("it finds a field missing"),
  /**
   * LWA {@code unauthorized_client}, {@code unsupported_grant_type}, {@code invalid_scope}: the
   * client may not do this.
   */
  CLIENT_MAY_NOT("it does not let this client ask for such a token"),
  /** SP-API 403: the client secret is older than 180 days. */
  SECRET_EXPIRED("the client secret has expired"),
  /** SP-API 403: the access token is older than an hour. */
  TOKEN_EXPIRED("the access token has expired, although it is new"),
  /** SP-API 403: the access token is revoked, malformed or invalid. */
  TOKEN_INVALID("it does not accept the access token"),
  /** SP-API 403: no access token was sent. */
  TOKEN_MISSING("it saw no access token"),
  /** SP-API 403: the seller's marketplaces are not of this region. */
  WRONG_REGION("the seller's marketplaces are not in this region"),
  /**
   * SP-API 403 without details, which has one of six causes: a missing role, one that was added
   * after the seller authorized, a token of another region, an inactive seller, a path that does
   * not exist, a seller's token where none is wanted.
   */
  ACCESS_DENIED("it does not allow this call and does not say why"),
  /** SP-API says in words that the application has no role for what was asked. */
  ROLE_MISSING("the application lacks a role for this call"),
  /** SP-API's own credentials are expired or invalid: an outage of Amazon's. */
  AMAZON_EXPIRED("a credential of Amazon's own is expired or invalid"),
  /** API Gateway, before SP-API, does not know the path or does not let anybody in. */
  GATEWAY_DENIED("its gateway does not let this call in"),
  /** SP-API's sandbox: it only answers the requests that its documentation shows. */
  SANDBOX_ONLY("it is the sandbox, and does not know this request"),
  /** SP-API 400: the application has no queue registered for new secrets. */
  NOT_ENROLLED("no queue for new client secrets is registered"),
  /** 429. */
  THROTTLED("too many requests"),
  /** 5xx, or LWA's {@code server_error} and {@code temporarily_unavailable}. */
  UNAVAILABLE("it is not available now"),
  /** SP-API 404. */
  NOT_FOUND("there is nothing at this path"),
  /** SP-API 400. */
  BAD_REQUEST("it does not accept the path or the query"),
  /** 3xx: a redirect is never followed, a token goes to no other host. */
  REDIRECT("a redirect, which is never followed"),
  /** Anything else. */
  OTHER("this program does not know what that means");

  private final String spoken;

  Refusal(String spoken) {
    this.spoken = spoken;
  }

  /** As the end of a sentence that starts with who answered. */
  String spoken() {
    return spoken;
  }
}
