package io.lwarotation.local.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MessageDeliveryTest {
  private static final URI NEW_SECRETS =
      URI.create("https://sqs.us-east-1.amazonaws.com/123456789012/new-secrets");
  private static final URI EXPIRIES =
      URI.create("https://sqs.us-east-1.amazonaws.com/123456789012/expiries");
  private static final Duration DAY = Duration.ofDays(1);

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-10T22:09:17.456Z"));
  private final FakeAmazon amazon = FakeAmazon.start(clock);
  private final AmazonClient client = new AmazonClient(amazon);
  private final Application application = amazon.register("my-erp");
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  private record Sent(URI queue, JsonNode message, Instant at) {
    String secret() {
      return message.at("/payload/applicationOAuthClientNewSecret/newClientSecret").asText();
    }
  }

  @BeforeEach
  void collectTheMessages() {
    amazon.deliverThrough(
        (queue, body) ->
            sent.add(new Sent(queue, new JsonMapper().readTree(body), clock.instant())));
    application.registerNewSecretQueue(NEW_SECRETS);
  }

  @AfterEach
  void stop() {
    client.close();
    amazon.close();
  }

  private Answer rotate() throws Exception {
    return client.rotate(
        client.accessToken(
            AmazonClient.grantless(application, "sellingpartnerapi::client_credential:rotation")));
  }

  @Test
  void sendsTheNewSecretAsAMessageAndNotInTheAnswer() throws Exception {
    String old = application.clientSecret();
    Answer answer = rotate();
    assertEquals(204, answer.status());
    assertEquals("", answer.text());
    assertNotEquals(old, application.clientSecret());
    assertEquals(1, sent.size());
    assertEquals(NEW_SECRETS, sent.getFirst().queue());
    JsonNode message = sent.getFirst().message();
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
                message.at("/notificationMetadata/notificationId").asText());
    assertEquals(new JsonMapper().readTree(expected), message);
    assertEquals(Instant.parse("2026-12-07T22:09:17.456Z"), application.clientSecretExpiresAt());
  }

  @Test
  void allowsOneRotationAMinute() throws Exception {
    assertEquals(204, rotate().status());
    assertEquals(429, rotate().status());
    clock.advance(Duration.ofSeconds(60));
    assertEquals(204, rotate().status());
    assertEquals(2, sent.size());
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
    assertEquals(List.of(second), sent.stream().map(Sent::secret).toList());
    clock.advance(Duration.ofHours(1));
    clock.advance(DAY.multipliedBy(20));
    assertEquals(List.of(second, first, first), sent.stream().map(Sent::secret).toList());
    assertEquals(sent.get(1).message(), sent.get(2).message());
  }

  @Test
  void warnsOfAnExpiryOnItsScheduleButOfNoSecretThatWasReplaced() {
    application.registerExpiryQueue(EXPIRIES);
    clock.advance(DAY.multipliedBy(90).minusSeconds(1));
    assertTrue(sent.isEmpty());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(1, sent.size());
    assertEquals(EXPIRIES, sent.getFirst().queue());
    JsonNode message = sent.getFirst().message();
    assertEquals(
        "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", message.path("notificationType").asText());
    JsonNode payload = message.at("/payload/applicationOAuthClientSecretExpiry");
    assertEquals(application.clientId(), payload.path("clientId").asText());
    assertEquals("2026-12-07T22:09:17.456Z", payload.path("clientSecretExpiryTime").asText());
    assertEquals("PERIODIC_ROTATION", payload.path("clientSecretExpiryReason").asText());
    application.rotateInConsole();
    clock.advance(DAY.multipliedBy(89));
    assertEquals(1, sent.size());
    clock.advance(DAY);
    assertEquals(2, sent.size());
  }

  @Test
  void warnsOnceOfEachTimeAndAlsoWhenTheQueueComesLate() {
    application.warnBeforeExpiry(DAY.multipliedBy(30), DAY.multipliedBy(7), DAY);
    clock.advance(DAY.multipliedBy(160));
    application.registerExpiryQueue(EXPIRIES);
    assertEquals(1, sent.size());
    clock.advance(DAY.multipliedBy(19));
    assertEquals(3, sent.size());
    clock.advance(DAY.multipliedBy(10));
    assertEquals(3, sent.size());
  }

  @Test
  void sendsNothingAfterItWasClosed() {
    application.deliverNewSecretsAfter(Duration.ofHours(1));
    application.rotateInConsoleWithMessage();
    amazon.close();
    clock.advance(DAY);
    assertTrue(sent.isEmpty());
  }
}
