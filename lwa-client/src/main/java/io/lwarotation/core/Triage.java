package io.lwarotation.core;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Tells from a failure who has to do what; a pure function. Source: Amazon's documentation of LWA
 * and SP-API errors.
 *
 * @param app the application's name, for the commands in the messages
 */
record Triage(String app) {
  /** How long after a rotation SP-API has been seen to refuse a secret that is in order. */
  private static final Duration PROPAGATION = Duration.ofHours(1);

  DiagnosedException of(StoreException failure) {
    Diagnosis diagnosis =
        switch (failure.kind()) {
          case THROTTLED -> Diagnosis.THROTTLED;
          case UNREACHABLE -> Diagnosis.UNREACHABLE;
          // The deploy gave the function no right, or the key was disabled: a person must set it
          // right.
          case REFUSED -> Diagnosis.NOT_CONFIGURED;
        };
    return new DiagnosedException(diagnosis, String.valueOf(failure.getMessage()), failure);
  }

  DiagnosedException of(AmazonException failure, SecretState secret) {
    return switch (failure) {
      case AmazonException.NoAnswer silence ->
          switch (silence.kind()) {
            case NOT_SENT, LOST ->
                new DiagnosedException(
                    Diagnosis.UNREACHABLE,
                    silence.getMessage()
                        + "; nothing to do if the next call of "
                        + app
                        + " succeeds.",
                    silence);
            case TOO_LARGE ->
                new DiagnosedException(
                    Diagnosis.UNEXPECTED,
                    silence.getMessage() + "; ask for less, such as a smaller page.",
                    silence);
          };
      case AmazonException.Refused refused ->
          new DiagnosedException(diagnosisOf(refused), remedyFor(refused, secret), refused);
    };
  }

  private static Diagnosis diagnosisOf(AmazonException.Refused refused) {
    return switch (refused.refusal()) {
      case INVALID_CLIENT, SECRET_EXPIRED -> Diagnosis.ROTATE_SECRET;
      case INVALID_GRANT, TOKEN_INVALID -> Diagnosis.REAUTHORIZE;
      case CLIENT_MAY_NOT, ACCESS_DENIED -> Diagnosis.CHECK_ROLES;
      case WRONG_REGION -> Diagnosis.WRONG_REGION;
      case THROTTLED -> Diagnosis.THROTTLED;
      case UNAVAILABLE -> Diagnosis.UNREACHABLE;
      case INVALID_REQUEST,
          TOKEN_EXPIRED,
          TOKEN_MISSING,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          REDIRECT,
          OTHER ->
          Diagnosis.UNEXPECTED;
    };
  }

  private String remedyFor(AmazonException.Refused refused, SecretState secret) {
    String sentence =
        switch (refused.refusal()) {
          case INVALID_CLIENT ->
              "Login with Amazon does not accept the client id and client secret of "
                  + app
                  + " ("
                  + describe(secret)
                  + "). "
                  + rotate(secret);
          case SECRET_EXPIRED ->
              "SP-API refuses the client secret of "
                  + app
                  + " as older than 180 days ("
                  + describe(secret)
                  + "). "
                  + rotate(secret);
          case INVALID_GRANT ->
              "Login with Amazon does not accept the refresh token of "
                  + app
                  + ": it is wrong, revoked, or of another"
                  + " client id. Authorize the application again in Seller Central, then run: ./lwa put --app "
                  + app
                  + " --refresh-token";
          case TOKEN_INVALID ->
              "SP-API calls the access token of "
                  + app
                  + " revoked, malformed or invalid, a fresh one too. Authorize"
                  + " the application again in Seller Central, then run: ./lwa put --app "
                  + app
                  + " --refresh-token";
          case CLIENT_MAY_NOT ->
              "Login with Amazon does not let the client of "
                  + app
                  + " ask for such a token. Check in the Developer"
                  + " Console that the application is registered for SP-API and is no draft or sandbox application.";
          case ACCESS_DENIED ->
              "SP-API does not let "
                  + app
                  + " make this call; the client secret is fine. Check the application's"
                  + " roles in the Developer Console, and that the path exists.";
          case WRONG_REGION ->
              "The seller's marketplaces are not of the SP-API region that "
                  + app
                  + " calls. Deploy again with the"
                  + " region (na, eu or fe) of the seller's marketplaces.";
          case THROTTLED ->
              refused.service().displayName()
                  + " answered 429 to "
                  + app
                  + ": too many requests"
                  + refused.rateLimit().map(limit -> " (limit " + limit + " a second)").orElse("")
                  + ". Call less often; nothing else is wrong.";
          case UNAVAILABLE ->
              refused.service().displayName()
                  + " answered "
                  + refused.status()
                  + " to "
                  + app
                  + "; nothing to do if the next call succeeds.";
          case INVALID_REQUEST ->
              "Login with Amazon misses a field in the request of "
                  + app
                  + ". Check that none of the three parameters"
                  + " is cut off, then run: ./lwa put --app "
                  + app;
          case TOKEN_EXPIRED ->
              "SP-API calls an access token of "
                  + app
                  + " expired that was made just now. Try again in some minutes;"
                  + " if it stays, open a case with SP-API's support.";
          case TOKEN_MISSING ->
              "SP-API saw no access token in the request of "
                  + app
                  + ". This is a fault of this program: please report it.";
          case NOT_ENROLLED ->
              "The application of "
                  + app
                  + " has no queue for new client secrets registered with Amazon.";
          case NOT_FOUND ->
              "SP-API answered 404 to "
                  + app
                  + ": there is nothing at this path. Check the path and the ids in it.";
          case BAD_REQUEST ->
              "SP-API answered 400 to "
                  + app
                  + ": it does not accept the path or the query. Compare them with the"
                  + " operation's documentation.";
          case REDIRECT ->
              refused.service().displayName()
                  + " answered "
                  + refused.status()
                  + " to "
                  + app
                  + ", a redirect, which is"
                  + " never followed. Check the endpoint.";
          case OTHER ->
              refused.service().displayName()
                  + " answered "
                  + refused.status()
                  + " to "
                  + app
                  + ", which this program does not know. Try again; if it stays, please report it.";
        };
    return sentence
        + refused.requestId().map(id -> " (Amazon's request id: " + id + ")").orElse("");
  }

  private static String describe(SecretState secret) {
    return "version "
        + secret.expiry().version()
        + ", stored "
        + Math.max(0, secret.storedFor().toDays())
        + " days ago, to expire on "
        + LocalDate.ofInstant(secret.expiry().expiresAt(), ZoneOffset.UTC);
  }

  private String rotate(SecretState secret) {
    String steps =
        "Rotate the client secret in the Developer Console, then run: ./lwa put --app "
            + app
            + " --client-secret";
    return secret.storedFor().compareTo(PROPAGATION) < 0
        ? "It was stored less than an hour ago and may need that hour to be accepted; if not: "
            + steps
        : steps;
  }
}
