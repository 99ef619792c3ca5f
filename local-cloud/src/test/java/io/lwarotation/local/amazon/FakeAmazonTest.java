package io.lwarotation.local.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.http.LocalTls;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FakeAmazonTest {
  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));

  @Test
  void servesBothServicesOverTls() throws Exception {
    LocalTls tls = LocalTls.create();
    try (FakeAmazon amazon = FakeAmazon.start(clock, tls);
        HttpClient client = HttpClient.newBuilder().sslContext(tls.clientContext()).build()) {
      assertEquals("https", amazon.tokenEndpoint().getScheme());
      HttpRequest token = HttpRequest.newBuilder(amazon.tokenEndpoint()).build();
      HttpRequest call = HttpRequest.newBuilder(amazon.spApiEndpoint()).build();
      assertEquals(400, client.send(token, HttpResponse.BodyHandlers.discarding()).statusCode());
      assertEquals(400, client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void listensForLwaAndSpApiOnTwoPorts() {
    try (FakeAmazon amazon = FakeAmazon.start(clock)) {
      assertEquals("/auth/o2/token", amazon.tokenEndpoint().getPath());
      assertNotEquals(amazon.tokenEndpoint().getPort(), amazon.spApiEndpoint().getPort());
    }
  }

  @Test
  void authorizesApplicationsBySellersOfItsRegion() throws Exception {
    try (FakeAmazon amazon = FakeAmazon.start(clock, Region.EU);
        AmazonClient client = new AmazonClient(amazon)) {
      String token = client.accessToken(AmazonClient.seller(amazon.register("my-erp")));
      assertTrue(client.probe(token).text().contains(Region.EU.marketplaceId()));
    }
  }

  @Test
  void redirectsToAnotherHostOnDemand() throws Exception {
    try (FakeAmazon amazon = FakeAmazon.start(clock);
        AmazonClient client = new AmazonClient(amazon)) {
      amazon.spApiFaults().next(1, AmazonReplies.redirect("https://elsewhere.example/").asReply());
      AmazonClient.Answer answer = client.probe("Atza|EXAMPLE");
      assertEquals(302, answer.status());
      assertEquals("https://elsewhere.example/", answer.headers().get("location"));
    }
  }
}
