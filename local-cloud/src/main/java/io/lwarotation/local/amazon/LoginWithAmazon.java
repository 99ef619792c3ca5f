package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * LWA's token endpoint. Knows nothing of the 180 days: it goes on giving tokens for a secret that
 * SP-API refuses.
 */
final class LoginWithAmazon implements Handler {
  static final String PATH = "/auth/o2/token";

  private static final int MAX_TOKEN_BYTES = 2048;
  private static final Set<String> SCOPES =
      Set.of(
          SellingPartnerApi.NOTIFICATIONS_SCOPE,
          SellingPartnerApi.ROTATION_SCOPE,
          "sellingpartnerapi::migration");

  private final Registry registry;
  private final AtomicLong refusals = new AtomicLong();

  LoginWithAmazon(Registry registry) {
    this.registry = registry;
  }

  /** LWA says no. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String error;

    private RefusedException(int status, String error, String description) {
      super(description);
      this.status = status;
      this.error = error;
    }
  }

  @Override
  public Reply answer(Request request) {
    if (!request.path().equals(PATH)) {
      return Response.of(404, "text/html", "<html><body>Page Not Found</body></html>").asReply();
    }
    try {
      return token(request).with("x-amzn-RequestId", registry.unique("")).asReply();
    } catch (RefusedException no) {
      return AmazonReplies.lwaError(
              no.status, no.error, String.valueOf(no.getMessage()), refusals.incrementAndGet())
          .with("x-amzn-RequestId", registry.unique(""))
          .asReply();
    }
  }

  private Response token(Request request) throws RefusedException {
    if (!request.method().equals("POST")) {
      throw invalidRequest("The request method must be POST");
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals("application/x-www-form-urlencoded")) {
      throw invalidRequest("The Content-Type must be application/x-www-form-urlencoded");
    }
    Map<String, String> form = request.form();
    String grantType = required(form, "grant_type");
    return switch (grantType) {
      case "refresh_token" -> seller(form);
      case "client_credentials" -> grantless(form);
      default ->
          throw new RefusedException(
              400,
              "unsupported_grant_type",
              "The authorization grant type is not supported by the authorization server");
    };
  }

  private Response seller(Map<String, String> form) throws RefusedException {
    String refreshToken = required(form, "refresh_token");
    Application application = authenticate(form, "refresh_token");
    mustNotHave(form, "scope");
    if (refreshToken.length() > MAX_TOKEN_BYTES || application.regionOf(refreshToken).isEmpty()) {
      throw new RefusedException(
          400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
    }
    return granted(application, form, new Token.Grant.Seller(refreshToken));
  }

  private Response grantless(Map<String, String> form) throws RefusedException {
    String scope = required(form, "scope");
    Application application = authenticate(form, "client_credentials");
    mustNotHave(form, "refresh_token");
    if (!SCOPES.contains(scope) || application.isSandboxOnly()) {
      throw new RefusedException(
          400, "invalid_scope", "The request has an invalid scope parameter");
    }
    return granted(application, form, new Token.Grant.Grantless(scope));
  }

  private Application authenticate(Map<String, String> form, String grantType)
      throws RefusedException {
    String clientId = required(form, "client_id");
    String secret = required(form, "client_secret");
    Application application =
        registry
            .byClientId(clientId)
            .filter(a -> a.secret(secret).stream().anyMatch(s -> s.isAcceptedByLwa(registry.now())))
            .orElseThrow(
                () -> new RefusedException(401, "invalid_client", "Client authentication failed"));
    if (!application.mayUse(grantType)) {
      throw new RefusedException(
          400,
          "unauthorized_client",
          "The client is not authorized to request an access token using this method");
    }
    return application;
  }

  private Response granted(Application application, Map<String, String> form, Token.Grant grant) {
    String token = registry.mint(application, form.getOrDefault("client_secret", ""), grant);
    ObjectNode body = AmazonReplies.JSON.createObjectNode().put("access_token", token);
    if (grant instanceof Token.Grant.Seller(String refreshToken)) {
      body.put("refresh_token", refreshToken);
    }
    body.put("token_type", "bearer").put("expires_in", application.tokenLifetime().toSeconds());
    return Response.of(200, "application/json;charset=UTF-8", body.toString())
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  private static String required(Map<String, String> form, String name) throws RefusedException {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw invalidRequest("The request is missing a required parameter : " + name);
    }
    return value;
  }

  private static void mustNotHave(Map<String, String> form, String name) throws RefusedException {
    if (form.containsKey(name)) {
      throw invalidRequest("The request has a parameter that its grant type has not : " + name);
    }
  }

  private static RefusedException invalidRequest(String description) {
    return new RefusedException(400, "invalid_request", description);
  }
}
