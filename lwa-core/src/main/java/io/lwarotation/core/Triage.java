package io.lwarotation.core;

import java.util.Optional;

/**
 * Tells from a failure who has to do what; a pure function. Source: Amazon's documentation of LWA
 * and SP-API errors.
 *
 * @param authorization empty for that of the application's own refresh token
 * @param yearOver whether it is more than a year old, and Amazon ends it then
 */
public record Triage(String app, Optional<Authorization> authorization, boolean yearOver) {
  private static final String OF_ANOTHER_REGION =
      " the refresh token belongs to another SP-API region (na, eu or fe);";

  private static final String MOVE_TOKEN =
      "Store it there: ./lwa put --app {app} --authorization {to}/{name}";

  private static final String SET_REGION =
      "Set region={to} for this application and deploy again; or, if the region is as it should be,"
          + " store the refresh token of a seller there: {storeToken}";

  /** Of an authorization that does not end. */
  public Triage(String app, Optional<Authorization> authorization) {
    this(app, authorization, false);
  }

  /** Of Parameter Store. */
  public DiagnosedException of(StoreException failure) {
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

  /** Of Login with Amazon or SP-API, that was asked with this secret. */
  public DiagnosedException of(AmazonException failure, SecretState secret) {
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

  /** A 403 without a reason. */
  public DiagnosedException denied(AmazonException.Refused refused, OtherRegions.Answer others) {
    String said = said(refused);
    if (!(others instanceof OtherRegions.Answer.Belongs belongs)) {
      String region = others instanceof OtherRegions.Answer.Refused ? "" : OF_ANOTHER_REGION;
      return new DiagnosedException(
          Diagnosis.CHECK_ROLES, with(said, filled(causes(region))), refused);
    }
    String moved = authorization.isPresent() ? MOVE_TOKEN : SET_REGION;
    return new DiagnosedException(
        Diagnosis.WRONG_REGION,
        filled("The refresh token of {who} " + belongs.clause() + ". " + moved)
                .replace("{to}", belongs.to().setting())
            + said,
        refused);
  }

  /** Before the stop of the last sentence; a command at the end has none. */
  private static String with(String said, String sentences) {
    return sentences.endsWith(".") && !said.isEmpty()
        ? sentences.substring(0, sentences.length() - 1) + said + "."
        : sentences + said;
  }

  /** Amazon's own words and its id of the request. */
  private static String said(AmazonException.Refused refused) {
    return refused.words().inBrackets()
        + refused.requestId().map(id -> " (Amazon's request id: " + id + ")").orElse("");
  }

  private static Diagnosis diagnosisOf(AmazonException.Refused refused) {
    return switch (refused.refusal()) {
      case INVALID_CLIENT, SECRET_EXPIRED -> Diagnosis.ROTATE_SECRET;
      case INVALID_GRANT, TOKEN_INVALID -> Diagnosis.REAUTHORIZE;
      case CLIENT_MAY_NOT, ACCESS_DENIED, ROLE_MISSING, GATEWAY_DENIED -> Diagnosis.CHECK_ROLES;
      case WRONG_REGION -> Diagnosis.WRONG_REGION;
      case THROTTLED -> Diagnosis.THROTTLED;
      case UNAVAILABLE, AMAZON_EXPIRED -> Diagnosis.UNREACHABLE;
      case INVALID_REQUEST,
          TOKEN_EXPIRED,
          TOKEN_MISSING,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          SANDBOX_ONLY,
          REDIRECT,
          OTHER ->
          Diagnosis.UNEXPECTED;
    };
  }

  private String remedyFor(AmazonException.Refused refused, SecretState secret) {
    String sentences =
        filled(remedyFor(refused).replace("{rotate}", rotate(secret)))
            .replace("{secret}", secret.spoken())
            .replace("{service}", refused.service().displayName())
            .replace("{status}", String.valueOf(refused.status()));
    return with(said(refused), sentences);
  }

  private String remedyFor(AmazonException.Refused refused) {
    return switch (refused.refusal()) {
      case INVALID_CLIENT ->
          "Login with Amazon does not accept the client id and client secret of {who} ({secret})."
              + " {rotate}";
      case SECRET_EXPIRED ->
          "SP-API refuses the client secret of {who} as older than 180 days ({secret}). {rotate}";
      case INVALID_GRANT ->
          "Login with Amazon does not accept the refresh token of {who}: "
              + (yearOver
                  ? "the authorization ended after a year, as each one of a public application does."
                  : "it is wrong, revoked, or belongs to another client id.")
              + " Authorize the application again in Seller Central, then run: {storeToken}";
      case TOKEN_INVALID ->
          "SP-API says that the access token of {who} is revoked, malformed or invalid, even a fresh"
              + " one. Authorize the application again in Seller Central, then run: {storeToken}";
      case CLIENT_MAY_NOT ->
          "Login with Amazon does not let the client of {who} ask for such a token. Either the"
              + " refresh token is another application's: authorize this application in Seller"
              + " Central, then run: {storeToken}; or the application may not: check in the"
              + " Developer Console that it is registered for SP-API and is no draft or sandbox"
              + " application.";
      case ACCESS_DENIED -> causes(OF_ANOTHER_REGION);
      case ROLE_MISSING ->
          "The application of {who} lacks a role for what this call asks for; the client secret is"
              + " fine. Add the role in the Developer Console, let the seller authorize the"
              + " application again, then run: {storeToken}";
      case AMAZON_EXPIRED ->
          "SP-API answered {status} to {who}: a credential of Amazon's own is expired or invalid."
              + " That is a fault on Amazon's side; nothing to do if a later call succeeds.";
      case GATEWAY_DENIED ->
          "Amazon's gateway answered {status} to {who} before SP-API saw the call; the client secret"
              + " is fine. Check that the path exists and that the application has the role for it.";
      case SANDBOX_ONLY ->
          "SP-API's sandbox does not know this request of {who}: it answers only the requests that"
              + " Amazon's documentation shows for it, parameter by parameter.";
      case WRONG_REGION ->
          "The seller's marketplaces are not in the SP-API region that {who} calls. Deploy again"
              + " with the region (na, eu or fe) of the seller's marketplaces.";
      case THROTTLED ->
          "{service} answered 429 to {who}: too many requests"
              + refused.rateLimit().map(limit -> " (limit " + limit + " a second)").orElse("")
              + ". Call less often; nothing else is wrong.";
      case UNAVAILABLE ->
          "{service} answered {status} to {who}; nothing to do if the next call succeeds.";
      case INVALID_REQUEST ->
          "Login with Amazon finds a field missing in the request of {who}. Check that none of the"
              + " three parameters is cut off, then run: ./lwa put --app {app}";
      case TOKEN_EXPIRED ->
          "SP-API says that an access token of {who} has expired, although it was issued just now."
              + " Try again in a few minutes; if this goes on, open a case with SP-API's support.";
      case TOKEN_MISSING ->
          "SP-API saw no access token in the request of {who}. This is a fault of this program:"
              + " please report it.";
      case NOT_ENROLLED ->
          "The application of {who} has no queue for new client secrets registered with Amazon.";
      case NOT_FOUND ->
          "SP-API answered 404 to {who}: there is nothing at this path. Check the path and the ids in"
              + " it.";
      case BAD_REQUEST ->
          "SP-API answered 400 to {who}: it does not accept the path or the query. Compare them with"
              + " the operation's documentation.";
      case REDIRECT ->
          "{service} answered {status} to {who}, a redirect, which is never followed. Check the"
              + " endpoint.";
      case OTHER ->
          "{service} answered {status} to {who}, which this program does not know. "
              + (refused.words().equals(AmazonWords.NONE)
                  ? "Something between may have answered, such as a proxy or a firewall. "
                  : "")
              + "Try again; if this goes on, please report it.";
    };
  }

  private static String causes(String region) {
    return "SP-API does not let {who} make this call and does not say why; the client secret is fine."
        + " Look at these, the most frequent cause first: the application lacks the role for this"
        + " call (Developer Console); the role was added after the seller authorized the"
        + " application, so the seller must authorize it again (Seller Central, then {storeToken});"
        + region
        + " the seller's account is inactive; the path does not exist.";
  }

  private static String rotate(SecretState secret) {
    return (secret.mayNotBeKnownYet()
            ? "It was stored less than an hour ago and may need that hour to be accepted; if not: "
            : "")
        + "Rotate the client secret in the Developer Console, then run: ./lwa put --app {app}"
        + " --client-secret";
  }

  /** With the names of the application and of the authorization, and the command for its token. */
  private String filled(String text) {
    String of = authorization.map(one -> " --authorization " + one).orElse(" --refresh-token");
    return text.replace("{who}", app + authorization.map(one -> " (" + one + ")").orElse(""))
        .replace("{storeToken}", "./lwa put --app {app}" + of)
        .replace("{name}", authorization.map(Authorization::name).orElse(""))
        .replace("{app}", app);
  }
}
