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
      Set.of(SellingPartnerApi.NOTIFICATIONS_SCOPE, SellingPartnerApi.ROTATION_SCOPE);

  private final Registry registry;
  private final AtomicLong refusals = new AtomicLong();

  LoginWithAmazon(Registry registry) {
    this.registry = registry;
  }

  /** LWA says no. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String error;

    private RefusedException(String error, String description) {
      super(description);
      this.error = error;
    }
  }

  @Override
  public Reply answer(Request request) {
    if (!request.path().equals(PATH)) {
      return Response.of(404, "text/html", "<html><body>Page Not Found</body></html>");
    }
    Response response;
    try {
      response = AmazonReplies.lwa(200, token(request));
    } catch (RefusedException no) {
      response = refusal(no, refusals.incrementAndGet());
    }
    return response.with("x-amzn-RequestId", registry.unique(""));
  }

  /** Key order and extra keys differ between answers. */
  private static Response refusal(RefusedException no, long number) {
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    if (number % 2 == 0) {
      body.put("error", no.error);
    }
    body.put("error_description", no.getMessage()).put("error", no.error);
    if (number % 3 == 0) {
      body.put("request_id", "EXAMPLE-" + number).put("error_index", "");
    }
    return AmazonReplies.lwa(no.error.equals("invalid_client") ? 401 : 400, body);
  }

  private ObjectNode token(Request request) throws RefusedException {
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!request.method().equals("POST")
        || !type.split(";", 2)[0].strip().equals("application/x-www-form-urlencoded")) {
      throw invalidRequest("The request must be a POST of application/x-www-form-urlencoded");
    }
    Map<String, String> form = request.form();
    String grantType = required(form, "grant_type");
    return switch (grantType) {
      case "refresh_token" -> granted(form, "refresh_token", "scope");
      case "client_credentials" -> granted(form, "scope", "refresh_token");
      default ->
          throw new RefusedException(
              "unsupported_grant_type",
              "The authorization grant type is not supported by the authorization server");
    };
  }

  /**
   * A token.
   *
   * @param basis the parameter that tells what it is for
   * @param unfit the parameter that this grant type does not have
   */
  private ObjectNode granted(Map<String, String> form, String basis, String unfit)
      throws RefusedException {
    String value = required(form, basis);
    Application application = authenticated(form);
    if (form.containsKey(unfit)) {
      throw invalidRequest("The request has a parameter that its grant type has not : " + unfit);
    }
    boolean seller = basis.equals("refresh_token");
    if (seller && (value.length() > MAX_TOKEN_BYTES || application.regionOf(value).isEmpty())) {
      throw new RefusedException(
          "invalid_grant", "The request has an invalid grant parameter : refresh_token");
    }
    if (!seller && (!SCOPES.contains(value) || application.isSandboxOnly())) {
      throw new RefusedException("invalid_scope", "The request has an invalid scope parameter");
    }
    Token token =
        new Token(
            application,
            required(form, "client_secret"),
            seller ? value : "",
            seller ? "" : value,
            registry.now().plus(application.tokenLifetime()));
    ObjectNode body =
        AmazonReplies.JSON
            .createObjectNode()
            .put("access_token", registry.mint(token))
            .put("token_type", "bearer")
            .put("expires_in", application.tokenLifetime().toSeconds());
    return seller ? body.put("refresh_token", value) : body;
  }

  private Application authenticated(Map<String, String> form) throws RefusedException {
    String clientId = required(form, "client_id");
    String secret = required(form, "client_secret");
    Application application =
        registry
            .byClientId(clientId)
            .filter(a -> a.secret(secret).stream().anyMatch(s -> s.isAcceptedByLwa(registry.now())))
            .orElseThrow(
                () -> new RefusedException("invalid_client", "Client authentication failed"));
    if (!application.mayUse(required(form, "grant_type"))) {
      throw new RefusedException(
          "unauthorized_client",
          "The client is not authorized to request an access token using this method");
    }
    return application;
  }

  private static String required(Map<String, String> form, String name) throws RefusedException {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw invalidRequest("The request is missing a required parameter : " + name);
    }
    return value;
  }

  private static RefusedException invalidRequest(String description) {
    return new RefusedException("invalid_request", description);
  }
}
