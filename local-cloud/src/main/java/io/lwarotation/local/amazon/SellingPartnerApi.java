package io.lwarotation.local.amazon;

import static io.lwarotation.local.amazon.AmazonReplies.denied;
import static io.lwarotation.local.amazon.AmazonReplies.invalidInput;
import static io.lwarotation.local.amazon.AmazonReplies.spApiError;

import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SP-API of one region. */
final class SellingPartnerApi implements Handler {
  static final String NOTIFICATIONS_SCOPE = "sellingpartnerapi::notifications";
  static final String ROTATION_SCOPE = "sellingpartnerapi::client_credential:rotation";

  /** https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests */
  private static final Pattern USER_AGENT = Pattern.compile("[^/()]+/[^()]+ \\(Language=[^()]+\\)");

  private static final int MAX_USER_AGENT = 500;

  private final Registry registry;
  private final Region region;

  /** Token buckets on the moved clock, each by when it is full again. */
  private final Map<Bucket, Instant> fullAgain = new HashMap<>();

  private final List<Operation> operations;
  private final AtomicLong refusals = new AtomicLong();

  SellingPartnerApi(Registry registry, Region region) {
    this.registry = registry;
    this.region = region;
    String participations = "/sellers/v1/marketplaceParticipations";
    String destinations = "/notifications/v1/destinations";
    String rotation = "/applications/2023-11-30/clientSecret";
    SellerData data = new SellerData(region);
    this.operations =
        List.of(
            new Operation("GET", participations, "", "0.016", 15, data::marketplaceParticipations),
            new Operation("GET", "/orders/v0/orders", "", "0.0167", 20, data::orders),
            new Operation("GET", "/orders/v0/orders/[^/]+", "", "0.5", 30, data::order),
            new Operation("GET", destinations, NOTIFICATIONS_SCOPE, "1.0", 5, data::destinations),
            new Operation("POST", rotation, ROTATION_SCOPE, "0.0167", 1, this::rotateSecret));
  }

  @Override
  public Reply answer(Request request) {
    return respond(request).with("x-amzn-RequestId", registry.unique("request-"));
  }

  private Response respond(Request request) {
    String agent = request.header("user-agent").orElse("");
    if (agent.length() > MAX_USER_AGENT || !USER_AGENT.matcher(agent).matches()) {
      // Stricter than Amazon, which only asks for the header: a program that forgets it shows here.
      return invalidInput(
          "The user-agent must be AppName/Version (Language=...), at most 500 characters.");
    }
    String text = request.header("x-amz-access-token").orElse("");
    if (text.isEmpty()) {
      return denied("Access token is missing in the request header.");
    }
    Optional<Token> token = registry.token(text);
    Optional<String> problem =
        token.isEmpty() ? Optional.of(Token.INVALID) : token.get().problem(registry.now());
    if (problem.isPresent()) {
      return denied(problem.get());
    }
    return operations.stream()
        .filter(operation -> operation.fits(request))
        .findFirst()
        .map(operation -> permitted(request, operation, token.orElseThrow()))
        .orElseGet(this::noRole); // of an unknown path Amazon says no more
  }

  private Response permitted(Request request, Operation operation, Token token) {
    Application application = token.application();
    boolean ofAnotherRegion = // Amazon does not say that
        token.scope().isEmpty()
            && application.regionOf(token.refreshToken()).stream().noneMatch(region::equals);
    if (!token.scope().equals(operation.scope())
        || ofAnotherRegion
        || !application.hasRoleFor(request.path())) {
      return noRole();
    }
    if (namesAnotherRegion(request)) {
      return denied("The marketplaces you provided are not valid for region.");
    }
    Response response =
        admits(token, operation)
            ? operation.answer().to(request, application)
            : spApiError(
                429, "QuotaExceeded", "You exceeded your quota for the requested resource.", "");
    return response.with("x-amzn-RateLimit-Limit", operation.rateLimit());
  }

  private record Bucket(Application application, String refreshToken, Operation operation) {}

  /** Takes one request from the bucket; false if it is empty. */
  private synchronized boolean admits(Token token, Operation operation) {
    Bucket bucket = new Bucket(token.application(), token.refreshToken(), operation);
    Instant now = registry.now();
    Instant full = fullAgain.getOrDefault(bucket, now);
    Instant later = (full.isBefore(now) ? now : full).plus(operation.refill());
    boolean admitted = !later.isAfter(now.plus(operation.refill().multipliedBy(operation.burst())));
    if (admitted) {
      fullAgain.put(bucket, later);
    }
    return admitted;
  }

  private boolean namesAnotherRegion(Request request) {
    return Stream.of(Region.values())
        .filter(other -> other != region)
        .anyMatch(other -> request.queryParameters().containsValue(other.marketplaceId()));
  }

  /** The new secret is not in the answer: it comes as a message. */
  private Response rotateSecret(Request request, Application application) {
    if (!request.body().isEmpty()) {
      return invalidInput("The request must have no body.");
    }
    if (!application.isEnrolledForRotation()) {
      return invalidInput(
          "Application is not enrolled for rotation notification. Please enroll in the"
              + " Developer Console.");
    }
    application.rotateInConsoleWithMessage();
    return Response.empty(204);
  }

  /** Amazon leaves the details empty, or leaves them out. */
  private Response noRole() {
    return denied(refusals.incrementAndGet() % 2 == 0 ? "" : null);
  }
}
