package io.lwarotation.local.amazon;

import static io.lwarotation.local.amazon.AmazonReplies.denied;
import static io.lwarotation.local.amazon.AmazonReplies.spApiError;

import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SP-API of one region. */
final class SellingPartnerApi implements Handler {
  static final String NOTIFICATIONS_SCOPE = "sellingpartnerapi::notifications";
  static final String ROTATION_SCOPE = "sellingpartnerapi::client_credential:rotation";
  static final String ROTATION_PATH = "/applications/2023-11-30/clientSecret";

  /** https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests */
  private static final Pattern USER_AGENT = Pattern.compile("[^/()]+/[^()]+ \\(Language=[^()]+\\)");

  private static final int MAX_USER_AGENT = 500;

  private final Registry registry;
  private final Region region;
  private final RateLimits rateLimits;
  private final List<Operation> operations;
  private final AtomicLong refusals = new AtomicLong();

  SellingPartnerApi(Registry registry, Region region) {
    this.registry = registry;
    this.region = region;
    this.rateLimits = new RateLimits(registry::now);
    this.operations =
        List.of(
            Operation.ofSeller(
                "/sellers/v1/marketplaceParticipations",
                "0.016",
                15,
                SellerData::marketplaceParticipations),
            Operation.ofSeller("/orders/v0/orders", "0.0167", 20, SellerData::orders),
            Operation.ofSeller("/orders/v0/orders/{orderId}", "0.5", 30, SellerData::order),
            Operation.ofSeller("/fba/inventory/v1/summaries", "2.0", 2, SellerData::inventory),
            Operation.ofSeller(
                "/catalog/2022-04-01/items/{asin}", "2.0", 2, SellerData::catalogItem),
            Operation.grantless(
                "GET",
                "/notifications/v1/destinations",
                NOTIFICATIONS_SCOPE,
                "1.0",
                5,
                SellerData::destinations),
            Operation.grantless(
                "POST", ROTATION_PATH, ROTATION_SCOPE, "0.0167", 1, this::rotateSecret));
  }

  @Override
  public Reply answer(Request request) {
    Response response = respond(request);
    return response.with("x-amzn-RequestId", registry.unique("request-")).asReply();
  }

  private Response respond(Request request) {
    Optional<Response> unfit = unfit(request);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Optional<String> text = request.header("x-amz-access-token").filter(t -> !t.isEmpty());
    if (text.isEmpty()) {
      return denied("Access token is missing in the request header.");
    }
    Optional<Token> token = registry.token(text.get());
    if (token.isEmpty()) {
      return invalidToken();
    }
    Optional<Response> refusal = refusal(token.get());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return operations.stream()
        .filter(o -> o.fits(request))
        .findFirst()
        .map(operation -> permitted(request, operation, token.get()))
        .orElseGet(this::noRole); // of an unknown path Amazon says no more
  }

  /** Stricter than Amazon, which only asks for the header: a program that forgets it shows here. */
  private static Optional<Response> unfit(Request request) {
    String agent = request.header("user-agent").orElse("");
    if (agent.length() > MAX_USER_AGENT || !USER_AGENT.matcher(agent).matches()) {
      return Optional.of(
          spApiError(
              400,
              "InvalidInput",
              "The user-agent must be AppName/Version (Language=...), at most 500 characters.",
              ""));
    }
    return Optional.empty();
  }

  /** What speaks against the token, whatever it is used for. */
  private Optional<Response> refusal(Token token) {
    Instant now = registry.now();
    if (!now.isBefore(token.expiresAt())) {
      return Optional.of(denied("The access token you provided has expired."));
    }
    if (token.application().secret(token.secret()).stream()
        .noneMatch(s -> s.isAcceptedBySpApi(now))) {
      return Optional.of(denied("The LWA secret token you provided has expired."));
    }
    boolean revoked =
        token.grant() instanceof Token.Grant.Seller(String refreshToken)
            && token.application().regionOf(refreshToken).isEmpty();
    return revoked ? Optional.of(invalidToken()) : Optional.empty();
  }

  private Response permitted(Request request, Operation operation, Token token) {
    Application application = token.application();
    Optional<String> scope =
        token.grant() instanceof Token.Grant.Grantless(String granted)
            ? Optional.of(granted)
            : Optional.empty();
    if (!scope.equals(operation.scope())) {
      return noRole();
    }
    boolean ofAnotherRegion = // Amazon does not say that
        token.grant() instanceof Token.Grant.Seller(String refreshToken)
            && application.regionOf(refreshToken).stream().noneMatch(region::equals);
    if (ofAnotherRegion || !application.hasRoleFor(request.path())) {
      return noRole();
    }
    if (namesAnotherRegion(request)) {
      return denied("The marketplaces you provided are not valid for region.");
    }
    if (!rateLimits.admits(token, operation)) {
      return limited(
          operation,
          spApiError(
              429, "QuotaExceeded", "You exceeded your quota for the requested resource.", ""));
    }
    return limited(operation, operation.answer().to(request, application));
  }

  private boolean namesAnotherRegion(Request request) {
    return Stream.of(Region.values())
        .filter(other -> other != region)
        .anyMatch(other -> request.queryParameters().containsValue(other.marketplaceId()));
  }

  private static Response limited(Operation operation, Response response) {
    return response.with("x-amzn-RateLimit-Limit", operation.rateLimit());
  }

  /** The new secret is not in the answer: it comes as a message. */
  private Response rotateSecret(Request request, Application application) {
    if (!request.body().isEmpty()) {
      return spApiError(400, "InvalidInput", "The request must have no body.", "");
    }
    if (!application.isEnrolledForRotation()) {
      return spApiError(
          400,
          "InvalidInput",
          "Application is not enrolled for rotation notification. Please enroll in the"
              + " Developer Console.",
          "");
    }
    application.rotate(true);
    return Response.empty(204);
  }

  private static Response invalidToken() {
    return denied("The access token you provided is revoked, malformed or invalid.");
  }

  /** Amazon leaves the details empty, or leaves them out. */
  private Response noRole() {
    return denied(refusals.incrementAndGet() % 2 == 0 ? "" : null);
  }
}
