package io.lwarotation.local.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonClient.Answer;
import io.lwarotation.local.http.Journal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SellingPartnerApiTest {
  private static final String PROBE = "/sellers/v1/marketplaceParticipations";
  private static final String DESTINATIONS = "/notifications/v1/destinations";
  private static final String NOTIFICATIONS = "sellingpartnerapi::notifications";
  private static final String ROTATION = "sellingpartnerapi::client_credential:rotation";
  private static final String SECRET_EXPIRED = "The LWA secret token you provided has expired.";

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final FakeAmazon amazon = FakeAmazon.start(clock);
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register("my-erp");

  @AfterEach
  void stop() {
    client.close();
    amazon.close();
  }

  private String sellerToken() throws Exception {
    return client.accessToken(AmazonClient.seller(application));
  }

  private String grantlessToken(String scope) throws Exception {
    return client.accessToken(AmazonClient.grantless(application, scope));
  }

  private static void assertDenied(String details, Answer answer) {
    assertEquals(403, answer.status());
    assertEquals("Unauthorized", answer.code());
    assertEquals("Access to requested resource is denied.", answer.message());
    assertEquals(details, answer.details());
    assertTrue(answer.headers().containsKey("x-amzn-requestid"));
  }

  @Test
  void answersTheProbeWithoutASeller() throws Exception {
    Answer answer = client.get(DESTINATIONS, grantlessToken(NOTIFICATIONS));
    assertEquals(200, answer.status());
    assertTrue(answer.body().path("payload").isArray());
  }

  @Test
  void holdsATokenToTheSecretThatMintedIt() throws Exception {
    clock.advance(Duration.ofDays(180).minusMinutes(30));
    String ofTheOldSecret = sellerToken();
    application.rotateInConsole();
    clock.advance(Duration.ofMinutes(30));
    assertDenied(SECRET_EXPIRED, client.probe(ofTheOldSecret));
    assertEquals(200, client.probe(sellerToken()).status());
  }

  @Test
  void refusesTokensThatAreMissingMalformedOrRevoked() throws Exception {
    assertDenied(
        "Access token is missing in the request header.", client.send(client.spApi(PROBE)));
    String invalid = "The access token you provided is revoked, malformed or invalid.";
    assertDenied(invalid, client.probe("Atza|EXAMPLE-of-nobody"));
    String token = sellerToken();
    application.revokeAuthorization();
    assertDenied(invalid, client.probe(token));
  }

  @Test
  void refusesMarketplacesOfAnotherRegion() throws Exception {
    assertDenied(
        "The marketplaces you provided are not valid for region.",
        client.get(
            "/orders/v0/orders?CreatedAfter=2026-06-01&MarketplaceIds=" + Region.EU.marketplaceId(),
            sellerToken()));
  }

  @Test
  void saysNothingMoreWhereARoleOrTheRightKindOfTokenIsMissing() throws Exception {
    assertDenied("", client.get(DESTINATIONS, sellerToken()));
    assertDenied("", client.probe(grantlessToken(NOTIFICATIONS)));
    assertDenied("", client.get(DESTINATIONS, grantlessToken(ROTATION)));
    assertDenied("", client.get("/unknown/v1/things", sellerToken()));
    application.removeRole(PROBE);
    assertDenied("", client.probe(sellerToken()));
    application.addRole(PROBE);
    assertEquals(200, client.probe(sellerToken()).status());
  }

  @Test
  void leavesTheDetailsEmptyOrOut() throws Exception {
    Set<Boolean> seen = new HashSet<>();
    String token = sellerToken();
    for (int i = 0; i < 4; i++) {
      Answer answer = client.get("/unknown/" + "x/".repeat(i), token);
      seen.add(answer.body().path("errors").path(0).has("details"));
    }
    assertEquals(Set.of(true, false), seen);
  }

  @Test
  void limitsTheRateOfEachApplicationByTheMovedClock() throws Exception {
    String token = sellerToken();
    for (int i = 0; i < 15; i++) {
      assertEquals(200, client.probe(token).status(), "request " + i);
    }
    Answer refused = client.probe(token);
    assertEquals(429, refused.status());
    assertEquals("QuotaExceeded", refused.code());
    assertEquals("0.016", refused.headers().get("x-amzn-ratelimit-limit"));
    Application other = amazon.register("another");
    assertEquals(200, client.probe(client.accessToken(AmazonClient.seller(other))).status());
    clock.advance(Duration.ofMillis(62_500));
    assertEquals(200, client.probe(token).status());
    assertEquals(429, client.probe(token).status());
  }

  @Test
  void answersSellersDataAndTheErrorsOfItsOperations() throws Exception {
    String token = sellerToken();
    Answer orders =
        client.get(
            "/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER&CreatedAfter=2026-06-01T00%3A00%3A00Z",
            token);
    String orderId = orders.body().at("/payload/Orders/0/AmazonOrderId").asText();
    assertEquals(200, client.get("/orders/v0/orders/" + orderId, token).status());
    Answer absent = client.get("/orders/v0/orders/000-0000000-0000000", token);
    assertEquals(404, absent.status());
    assertEquals("NotFound", absent.code());
    Answer incomplete = client.get("/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER", token);
    assertEquals(400, incomplete.status());
    assertEquals("InvalidInput", incomplete.code());
    assertEquals(
        200,
        client
            .get(
                "/fba/inventory/v1/summaries?granularityType=Marketplace"
                    + "&granularityId=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER",
                token)
            .status());
    assertEquals(400, client.get("/fba/inventory/v1/summaries", token).status());
    String item = "/catalog/2022-04-01/items/";
    assertEquals(200, client.get(item + "B00EXAMPLE?marketplaceIds=ATVPDKIKX0DER", token).status());
    assertEquals(404, client.get(item + "B00OTHER?marketplaceIds=ATVPDKIKX0DER", token).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Java-http-client/25", "LwaRotation/1.0", "no form at all"})
  void insistsOnAUserAgentOfAmazonsForm(String agent) throws Exception {
    HttpRequest.Builder request = client.spApi(PROBE).header("x-amz-access-token", sellerToken());
    assertEquals(400, client.send(request.setHeader("User-Agent", agent)).status());
    String tooLong = "App/1 (Language=" + "x".repeat(500) + ")";
    assertEquals(400, client.send(request.setHeader("User-Agent", tooLong)).status());
  }

  @Test
  void writesDownEveryRequestButNoCredential() throws Exception {
    String token = sellerToken();
    client.probe(token);
    clock.advance(Duration.ofHours(2));
    client.get("/orders/v0/orders?MarketplaceIds=EXAMPLE-query", token);
    Journal journal = amazon.journal();
    assertEquals(1, journal.count(FakeAmazon.LWA));
    assertEquals(2, journal.count(FakeAmazon.SP_API));
    assertEquals(1, journal.count(FakeAmazon.SP_API, PROBE));
    assertEquals(
        new Journal.Entry(
            FakeAmazon.SP_API,
            "/orders/v0/orders",
            Optional.of(403),
            Optional.empty(),
            clock.instant()),
        journal.entries().getLast());
    assertFalse(journal.entries().toString().contains("EXAMPLE"), journal.entries()::toString);
    assertFalse(application.toString().contains("EXAMPLE"));
  }

  @Test
  void refusesToRotateWithAnotherTokenOrABody() throws Exception {
    application.registerNewSecretQueue(URI.create("http://127.0.0.1:1/123456789012/q"));
    String secret = application.clientSecret();
    assertDenied("", client.rotate(sellerToken()));
    assertDenied("", client.rotate(grantlessToken(NOTIFICATIONS)));
    Answer withBody =
        client.send(
            client
                .spApi("/applications/2023-11-30/clientSecret")
                .header("x-amz-access-token", grantlessToken(ROTATION))
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertEquals(400, withBody.status());
    assertEquals(secret, application.clientSecret());
  }

  @Test
  void refusesToRotateAnExpiredSecret() throws Exception {
    application.registerNewSecretQueue(URI.create("http://127.0.0.1:1/123456789012/q"));
    clock.advance(Duration.ofDays(180));
    assertDenied(SECRET_EXPIRED, client.rotate(grantlessToken(ROTATION)));
  }
}
