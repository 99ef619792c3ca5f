package io.lwarotation.local.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonClient.Answer;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MessageDeliveryTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final FakeAmazon amazon = FakeAmazon.start(clock);
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register();
  private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
  private final LocalServer queues = LocalServer.start(clock, this::take);
  private final URI newSecrets = queues.uri().resolve("/123456789012/new-secrets");

  private Reply take(Request request) throws IOException {
    sent.add(new JsonMapper().readTree(request.body()));
    return Response.json(200, "{}");
  }

  @BeforeEach
  void register() {
    application.registerNewSecretQueue(newSecrets);
  }

  @AfterEach
  void stop() {
    amazon.close();
    queues.close();
  }

  private Answer rotate() throws Exception {
    return client.rotate(
        client.accessToken(AmazonClient.grantless(application, AmazonClient.ROTATION)), "");
  }

  private JsonNode message(int number) throws IOException {
    return new JsonMapper().readTree(sent.get(number).path("MessageBody").asText());
  }

  private List<String> secrets() throws IOException {
    List<String> secrets = new CopyOnWriteArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      secrets.add(message(i).findPath("newClientSecret").asText());
    }
    return secrets;
  }

  @Test
  void sendsTheNewSecretAsAMessageAndNotInTheAnswer() throws Exception {
    String old = application.clientSecret();
    Answer answer = rotate();
    assertEquals(204, answer.status());
    assertEquals("", answer.text());
    assertNotEquals(old, application.clientSecret());
    assertEquals(1, sent.size());
    assertEquals(newSecrets.toString(), sent.getFirst().path("QueueUrl").asText());
    String expected =
        """
        {"notificationVersion":"1.0","notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET",
         "payloadVersion":"2023-11-30","eventTime":"2026-06-10T22:09:17.456Z",
         "payload":{"applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",
           "newClientSecretExpiryTime":"2026-12-07T22:09:17.456Z",
           "oldClientSecretExpiryTime":"2026-06-17T22:09:17.456Z"}},
         "notificationMetadata":{"applicationId":"%s","subscriptionId":"subscription-EXAMPLE",
           "publishTime":"2026-06-10T22:09:17.456Z","notificationId":"%s"}}
        """
            .formatted(
                application.clientId(),
                application.clientSecret(),
                application.applicationId(),
                message(0).findPath("notificationId").asText());
    assertEquals(new JsonMapper().readTree(expected), message(0));
    assertEquals(Instant.parse("2026-12-07T22:09:17.456Z"), application.clientSecretExpiresAt());
  }

  @Test
  void allowsOneRotationAMinute() throws Exception {
    assertEquals(204, rotate().status());
    assertEquals(429, rotate().status());
    clock.advance(Duration.ofSeconds(60));
    assertEquals(204, rotate().status());
  }

  @Test
  void sendsCopiesLateAndInAnotherOrderAsWasSaid() throws Exception {
    application.deliverNewSecretsAfter(Duration.ofHours(3), Duration.ofDays(16));
    rotate();
    String first = application.clientSecret();
    clock.advance(Duration.ofHours(1));
    application.deliverNewSecretsAfter(Duration.ofHours(1));
    rotate();
    String second = application.clientSecret();
    assertTrue(sent.isEmpty());
    clock.advance(Duration.ofHours(1));
    assertEquals(List.of(second), secrets());
    clock.advance(DAY.multipliedBy(20));
    assertEquals(List.of(second, first, first), secrets());
    assertEquals(sent.get(1), sent.get(2));
  }

  @Test
  void warnsOfAnExpiryOnItsScheduleButOfNoSecretThatWasReplaced() throws Exception {
    String expiries = queues.uri() + "/123456789012/expiries";
    application.registerExpiryQueue(URI.create(expiries));
    application.registerExpiryQueue(URI.create(expiries)); // once more is no more
    clock.advance(DAY.multipliedBy(90).minusSeconds(1));
    assertTrue(sent.isEmpty());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(1, sent.size());
    assertEquals(expiries, sent.getFirst().path("QueueUrl").asText());
    assertEquals(
        "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", message(0).path("notificationType").asText());
    assertEquals(
        new JsonMapper()
            .createObjectNode()
            .put("clientId", application.clientId())
            .put("clientSecretExpiryTime", "2026-12-07T22:09:17.456Z")
            .put("clientSecretExpiryReason", "PERIODIC_ROTATION"),
        message(0).at("/payload/applicationOAuthClientSecretExpiry"));
    application.rotateInConsole();
    clock.advance(DAY.multipliedBy(89));
    assertEquals(1, sent.size());
    clock.advance(DAY);
    assertEquals(2, sent.size());
  }
}
