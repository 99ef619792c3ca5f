package io.lwarotation.local.amazon;

import static io.lwarotation.local.amazon.AmazonClient.NOTIFICATIONS;
import static io.lwarotation.local.amazon.AmazonClient.PROBE;
import static io.lwarotation.local.amazon.AmazonClient.ROTATION;
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
  private static final String DESTINATIONS = "/notifications/v1/destinations";
  private static final String ORDERS = "/orders/v0/orders";
  private static final String INVALID =
      "The access token you provided is revoked, malformed or invalid.";
  private static final String SECRET_EXPIRED = "The LWA secret token you provided has expired.";

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final FakeAmazon amazon = FakeAmazon.start(clock);
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register();

  @AfterEach
  void stop() {
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
    assertEquals("Unauthorized", answer.error("code"));
    assertEquals("Access to requested resource is denied.", answer.error("message"));
    assertEquals(details, answer.error("details"));
    assertTrue(answer.headers().firstValue("x-amzn-requestid").isPresent());
  }

  @Test
  void holdsATokenToTheSecretThatMintedIt() throws Exception {
    clock.advance(Duration.ofDays(180).minusMinutes(30));
    String ofTheOldSecret = sellerToken();
    application.rotateInConsole();
    clock.advance(Duration.ofMinutes(30));
    assertDenied(SECRET_EXPIRED, client.get(PROBE, ofTheOldSecret));
    assertEquals(200, client.get(PROBE, sellerToken()).status());
  }

  @Test
  void saysWhatIsWrongWithATokenOrAMarketplace() throws Exception {
    assertDenied(
        "Access token is missing in the request header.", client.send(client.spApi(PROBE)));
    assertDenied(INVALID, client.get(PROBE, "Atza|EXAMPLE-of-nobody"));
    assertDenied(
        "The marketplaces you provided are not valid for region.",
        client.get(ORDERS + "?MarketplaceIds=" + Region.EU.marketplaceId(), sellerToken()));
    String token = sellerToken();
    application.revokeAuthorization();
    assertDenied(INVALID, client.get(PROBE, token));
    clock.advance(Duration.ofHours(1));
    assertDenied("The access token you provided has expired.", client.get(PROBE, token));
  }

  @Test
  void saysNothingMoreWhereARoleOrTheRightKindOfTokenIsMissing() throws Exception {
    assertEquals(200, client.get(DESTINATIONS, grantlessToken(NOTIFICATIONS)).status());
    assertDenied("", client.get(DESTINATIONS, sellerToken()));
    assertDenied("", client.get(PROBE, grantlessToken(NOTIFICATIONS)));
    assertDenied("", client.get(DESTINATIONS, grantlessToken(ROTATION)));
    assertDenied("", client.get("/unknown/v1/things", sellerToken()));
    application.removeRole(PROBE);
    Set<Boolean> details = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      Answer answer = client.get(PROBE, sellerToken());
      assertDenied("", answer);
      details.add(answer.body().at("/errors/0").has("details"));
    }
    assertEquals(Set.of(true, false), details, "Amazon leaves them empty or out");
  }

  @Test
  void limitsTheRateOfEachApplicationByTheMovedClock() throws Exception {
    String token = sellerToken();
    for (int i = 0; i < 15; i++) {
      assertEquals(200, client.get(PROBE, token).status(), "request " + i);
    }
    Answer refused = client.get(PROBE, token);
    assertEquals(429, refused.status());
    assertEquals("QuotaExceeded", refused.error("code"));
    assertEquals("0.016", refused.headers().firstValue("x-amzn-ratelimit-limit").orElseThrow());
    String other = client.accessToken(AmazonClient.seller(amazon.register()));
    assertEquals(200, client.get(PROBE, other).status());
    clock.advance(Duration.ofMillis(62_500));
    assertEquals(200, client.get(PROBE, token).status());
    assertEquals(429, client.get(PROBE, token).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?MarketplaceIds=ATVPDKIKX0DER", "?CreatedAfter=2026-06-01"})
  void insistsOnTheParametersOfAnOperation(String query) throws Exception {
    Answer incomplete = client.get(ORDERS + query, sellerToken());
    assertEquals(400, incomplete.status());
    assertEquals("InvalidInput", incomplete.error("code"));
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
    client.get(PROBE, token);
    client.get(ORDERS + "?MarketplaceIds=EXAMPLE-query", token);
    Journal journal = amazon.journal();
    assertEquals(1, journal.count(FakeAmazon.LWA));
    assertEquals(2, journal.count(FakeAmazon.SP_API));
    assertEquals(1, journal.count(FakeAmazon.SP_API, PROBE));
    assertEquals(
        new Journal.Entry(FakeAmazon.SP_API, ORDERS, Optional.of(400), Optional.empty()),
        journal.entries().getLast());
    assertFalse(journal.entries().toString().contains("EXAMPLE"), journal.entries()::toString);
  }

  @Test
  void refusesToRotateWithAnotherTokenOrABodyOrAnExpiredSecret() throws Exception {
    application.registerNewSecretQueue(URI.create("http://127.0.0.1:1/123456789012/q"));
    String secret = application.clientSecret();
    assertDenied("", client.rotate(sellerToken(), ""));
    assertDenied("", client.rotate(grantlessToken(NOTIFICATIONS), ""));
    assertEquals(400, client.rotate(grantlessToken(ROTATION), "{}").status());
    clock.advance(Duration.ofDays(180));
    assertDenied(SECRET_EXPIRED, client.rotate(grantlessToken(ROTATION), ""));
    assertEquals(secret, application.clientSecret());
  }
}
