package io.lwarotation.core;

/**
 * What a refusal of Amazon means, read from its body; source: Amazon's documentation of LWA and
 * SP-API errors.
 */
public enum Refusal {
  /**
   * LWA {@code invalid_client}: wrong client id or secret, or an old secret after its seven days.
   */
  INVALID_CLIENT,
  /** LWA {@code invalid_grant}: the refresh token is bad, revoked, or of another client. */
  INVALID_GRANT,
  /** LWA {@code invalid_request}: a field is missing. */
  INVALID_REQUEST,
  /**
   * LWA {@code unauthorized_client}, {@code unsupported_grant_type}, {@code invalid_scope}: the
   * client may not do this.
   */
  CLIENT_MAY_NOT,
  /** SP-API 403: the client secret is older than 180 days. */
  SECRET_EXPIRED,
  /** SP-API 403: the access token is older than an hour. */
  TOKEN_EXPIRED,
  /** SP-API 403: the access token is revoked, malformed or invalid. */
  TOKEN_INVALID,
  /** SP-API 403: no access token was sent. */
  TOKEN_MISSING,
  /** SP-API 403: the seller's marketplaces are not of this region. */
  WRONG_REGION,
  /**
   * SP-API 403 without details, which has one of six causes: a missing role, one that was added
   * after the seller authorized, a token of another region, an inactive seller, a path that does
   * not exist, a seller's token where none is wanted.
   */
  ACCESS_DENIED,
  /** SP-API says in words that the application has no role for what was asked. */
  ROLE_MISSING,
  /** SP-API's own credentials have expired: an outage of Amazon's. */
  AMAZON_EXPIRED,
  /** API Gateway, before SP-API, does not know the path or does not let anybody in. */
  GATEWAY_DENIED,
  /** SP-API's sandbox: it only answers the requests that its documentation shows. */
  SANDBOX_ONLY,
  /** SP-API 400: the application has no queue registered for new secrets. */
  NOT_ENROLLED,
  /** 429. */
  THROTTLED,
  /** 5xx, or LWA's {@code server_error} and {@code temporarily_unavailable}. */
  UNAVAILABLE,
  /** SP-API 404. */
  NOT_FOUND,
  /** SP-API 400. */
  BAD_REQUEST,
  /** 3xx: a redirect is never followed, a token goes to no other host. */
  REDIRECT,
  /** Anything else. */
  OTHER;

  /** Whether Amazon's own words showed it: ours then say the same, and what to do. */
  boolean isKnownByItsWords() {
    return switch (this) {
      case SECRET_EXPIRED,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          TOKEN_MISSING,
          WRONG_REGION,
          ACCESS_DENIED,
          NOT_ENROLLED,
          AMAZON_EXPIRED ->
          true;
      case INVALID_CLIENT,
          INVALID_GRANT,
          INVALID_REQUEST,
          CLIENT_MAY_NOT,
          ROLE_MISSING,
          GATEWAY_DENIED,
          SANDBOX_ONLY,
          THROTTLED,
          UNAVAILABLE,
          NOT_FOUND,
          BAD_REQUEST,
          REDIRECT,
          OTHER ->
          false;
    };
  }
}
