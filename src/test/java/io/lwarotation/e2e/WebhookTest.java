package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.sns.Delivery;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

/** Setting {@code webhook}: a service such as PagerDuty confirms, then hears. */
final class WebhookTest {
  private static final String URL = "https://events.example.com/integration/KEYEXAMPLE/enqueue";

  private final Stage stage = Stage.deploy(Instant.now().minus(Duration.ofDays(1)));

  @AfterEach
  void close() {
    try (stage) {
      stage.assertNothingSecretWasTold();
    }
  }

  @Test
  void isConfirmedByItsServiceAndThenHearsWhatPeopleHear() throws Exception {
    stage.cloud().aws().confirm(Stage.MAIL);
    stage.begin();
    subscribe();
    assertSays("doctor", "✗ https events.example.com: is not confirmed");
    assertSays("status", "! Subscriptions: 2 confirmed, 1 not confirmed");

    follow(Answers.json(stage.cloud().aws().webhookConfirmations().getFirst().body()));
    assertSays("doctor", "✓ https events.example.com: is confirmed.");

    stage.application().revokeAuthorization();
    stage.makeCold();
    stage.cloud().clock().advance(Duration.ofDays(1));
    JsonNode alarm = Answers.json(posts().getFirst().path("Message").asText());
    assertEquals("my-erp: a call of SP-API failed", alarm.path("AlarmName").asText());

    stage.days(150);
    List<JsonNode> posts = posts();
    assertTrue(
        posts.stream().anyMatch(one -> one.path("Message").asText().contains("150 of 180 days")),
        posts::toString);
    JsonNode notice =
        posts.stream()
            .filter(one -> one.path("Subject").asText().contains("expires in "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(posts.toString()));
    JsonNode chat = Answers.json(notice.path("Message").asText());
    assertEquals("1.0 custom", chat.path("version").asText() + " " + chat.path("source").asText());
    assertEquals(notice.path("Subject").asText(), chat.at("/content/title").asText());
    assertTrue(chat.at("/content/description").asText().contains("What to do:"), chat::toString);

    assertSays("drill --wait 0", "https events.example.com");
    assertSays("drill --wait 0 --json", "https events.example.com");
  }

  private void subscribe() {
    String topic = Objects.requireNonNull(stage.stack().outputs().get("TopicArn"));
    try (SnsClient sns = Clients.sns(stage.cloud().aws().endpoint())) {
      sns.subscribe(s -> s.topicArn(topic).protocol("https").endpoint(URL));
    }
  }

  /** What PagerDuty and its like do with the first post. */
  private static void follow(JsonNode asked) throws Exception {
    URI link = URI.create(asked.path("SubscribeURL").asText());
    try (HttpClient service = HttpClient.newHttpClient()) {
      assertEquals(
          200,
          service
              .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode());
    }
  }

  private List<JsonNode> posts() {
    return stage.cloud().aws().deliveries().stream()
        .filter(Delivery.Post.class::isInstance)
        .map(post -> Answers.json(post.body()))
        .toList();
  }

  private void assertSays(String command, String text) throws Exception {
    Command said = Command.run(stage.cloud().endpoints(), "", List.of(command.split(" ")));
    assertTrue(said.spoken().contains(text), said.output());
    assertFalse(said.output().contains("KEYEXAMPLE"), said.output());
  }
}
