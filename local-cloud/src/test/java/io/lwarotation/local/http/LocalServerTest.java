package io.lwarotation.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LocalServerTest {
  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final Queue<Request> seen = new ConcurrentLinkedQueue<>();
  private final Faults faults = new Faults();
  private final LocalServer server = LocalServer.start(clock, faults.before(this::answer));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply answer(Request request) {
    seen.add(request);
    return Response.json(201, "{\"ok\":\"ja, größer\"}").with("X-Test", "1");
  }

  private HttpResponse<String> get(String pathAndQuery) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + pathAndQuery));
    return client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void handsTheRequestOverAsItWasSent() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/a%2Fb/c;d?x=1%202&y=&x=3"))
            .header("X-One", "eins")
            .POST(HttpRequest.BodyPublishers.ofString("p=%C3%A4&q=1+2&r"))
            .build();
    client.send(request, HttpResponse.BodyHandlers.ofString());
    Request read = seen.remove();
    assertEquals("POST", read.method());
    assertEquals("/a%2Fb/c;d", read.path());
    assertEquals(Map.of("x", "3", "y", ""), read.queryParameters());
    assertEquals(Map.of("p", "ä", "q", "1 2", "r", ""), read.form());
    assertEquals(Optional.of("eins"), read.header("x-one"));
  }

  @Test
  void takesABrokenEscapeAsTheSendersOwnText() {
    Request request = new Request("POST", "/", "x=%zz", Map.of(), "p=%zz&q=1");

    assertEquals(Map.of("x", "%zz"), request.queryParameters());
    assertEquals(Map.of("p", "%zz", "q", "1"), request.form());
  }

  @Test
  void answersWithTheDateOfTheMovedClock() throws Exception {
    clock.advance(Duration.ofDays(150));
    HttpResponse<String> response = get("/");
    assertEquals(201, response.statusCode());
    assertEquals("{\"ok\":\"ja, größer\"}", response.body());
    assertEquals("1", response.headers().firstValue("x-test").orElseThrow());
    assertEquals(
        "Sat, 07 Nov 2026 22:09:17 GMT", response.headers().firstValue("date").orElseThrow());
    assertTrue(response.headers().firstValue("server").isEmpty());
  }

  @Test
  void keepsAFaultForTheRequestItIsMeantForAndMayAnswerLateInRealTime() throws Exception {
    faults.next(
        1,
        request -> request.path().equals("/bad"),
        new Reply.Slow(Duration.ofMillis(150), Response.empty(503)));
    assertEquals(201, get("/good").statusCode());
    long start = System.nanoTime();
    assertEquals(503, get("/bad").statusCode());
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(140).toNanos());
    assertEquals(201, get("/bad").statusCode());
  }

  @Test
  void servesOverTlsWithACertificateThatIsItsOwnAuthority() throws Exception {
    LocalTls tls = LocalTls.create();
    try (LocalServer secure = LocalServer.start(clock, tls, this::answer);
        HttpClient trusting = HttpClient.newBuilder().sslContext(tls.clientContext()).build()) {
      HttpRequest request = HttpRequest.newBuilder(secure.uri()).build();
      assertEquals(
          201, trusting.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
      assertThrows(
          IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
      assertTrue(tls.authorityPem().startsWith("-----BEGIN CERTIFICATE-----\nMII"));
    }
  }
}
