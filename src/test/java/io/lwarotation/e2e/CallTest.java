package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonReplies;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged {@code CallSpApi}: what it takes, answers and asks for. */
@ExtendWith(SharedStage.class)
final class CallTest {
  private final Stage stage;

  CallTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void answersTheProbeWithEveryFieldOfTheContract() {
    Instant stored = stage.cloud().clock().instant();
    stage.cloud().clock().advance(Duration.ofHours(1));
    ObjectNode answer = (ObjectNode) Answers.answer(stage.call("{}"));

    assertTrue(answer.path("requestId").asText().startsWith("request-EXAMPLE"));
    answer.put("requestId", "request-EXAMPLE");
    long version = stage.newest(Stage.SECRET).version();
    JsonNode expected =
        Answers.json(
            """
            {"status":"ok","operation":"GET /sellers/v1/marketplaceParticipations","httpStatus":200,
             "requestId":"request-EXAMPLE",
             "body":{"payload":[{
               "marketplace":{"id":"ATVPDKIKX0DER","name":"Amazon.com","countryCode":"US",
                 "defaultCurrencyCode":"USD","defaultLanguageCode":"en_US","domainName":"www.amazon.com"},
               "participation":{"isParticipating":true,"hasSuspendedListings":false},
               "storeName":"EXAMPLE Store"}]},
             "secret":{"version":%d,"expiresAt":"%s","daysLeft":179}}
            """
                .formatted(version, stored.plus(Duration.ofDays(180))));
    assertEquals(expected, answer);
  }

  @Test
  void answersAPathAndAQuery() {
    JsonNode answer =
        Answers.answer(
            stage.call(
                """
                {"path":"/orders/v0/orders",
                 "query":{"MarketplaceIds":"ATVPDKIKX0DER","CreatedAfter":"2026-05-01T00:00:00+02:00"}}
                """));

    assertEquals("GET /orders/v0/orders", answer.path("operation").asText());
    assertEquals("902-3159896-1390916", answer.at("/body/payload/Orders/0/AmazonOrderId").asText());
  }

  @Test
  void needsThreeRequestsColdAndOneWarm() {
    stage.makeCold();

    Answers.answer(stage.call("{}"));
    assertEquals(List.of(1, 1, 1), stage.requests());
    assertEquals(1, stage.cloud().aws().journal().count("ssm", "GetParameters"));

    stage.clearJournals();
    Answers.answer(stage.call("{}"));
    assertEquals(List.of(0, 0, 1), stage.requests());
  }

  @Test
  void mintsAnewByItselfWhenAmazonCallsTheTokenTooOld() {
    Answers.answer(stage.call("{}"));
    stage.cloud().clock().advance(Duration.ofMinutes(61));
    stage.clearJournals();

    Answers.answer(stage.call("{}"));

    assertEquals(List.of(1, 1, 2), stage.requests());
  }

  @Test
  void takesASecretThatWasReplacedMeanwhileByItself() {
    Answers.answer(stage.call("{}"));
    stage.put(Stage.SECRET, stage.application().rotateInConsole());
    stage.cloud().clock().advance(Duration.ofMinutes(61));
    stage.clearJournals();

    JsonNode answer = Answers.answer(stage.call("{}"));

    assertEquals(List.of(1, 1, 2), stage.requests());
    assertEquals(stage.newest(Stage.SECRET).version(), answer.at("/secret/version").asLong());
  }

  @Test
  void takesANewSecretWhenTheOldOneHasJustExpired() {
    int coldStarts = stage.host().coldStarts();
    Answers.answer(stage.call("{}"));
    stage.cloud().clock().advance(Duration.ofDays(181));
    Answers.failure("RotateSecret", stage.call("{}"));
    stage.put(Stage.SECRET, stage.application().rotateInConsole());
    stage.cloud().clock().advance(Duration.ofHours(1));

    assertEquals(179, Answers.answer(stage.call("{}")).at("/secret/daysLeft").asInt());
    assertEquals(coldStarts, stage.host().coldStarts());
  }

  @Test
  void followsNoRedirectAndGivesATokenToNoOtherHost() {
    AtomicInteger strangers = new AtomicInteger();
    MovableClock clock = stage.cloud().clock();
    try (LocalServer stranger =
        LocalServer.start(
            clock,
            _ -> {
              strangers.incrementAndGet();
              return Response.json(200, "{}").asReply();
            })) {
      String elsewhere = stranger.uri() + "/sellers/v1/marketplaceParticipations";
      stage.cloud().amazon().spApiFaults().next(1, AmazonReplies.redirect(elsewhere).asReply());
      String bySpApi = Answers.failure("Unexpected", stage.call("{}"));
      assertTrue(bySpApi.contains("SP-API answered 302"), bySpApi);
      assertEquals(List.of(1, 1, 1), stage.requests());

      stage.begin();
      stage.cloud().amazon().lwaFaults().next(1, AmazonReplies.redirect(elsewhere).asReply());
      String byLwa = Answers.failure("Unexpected", stage.call("{}"));
      assertTrue(byLwa.contains("Login with Amazon answered 302"), byLwa);
      assertEquals(List.of(1, 1, 0), stage.requests());
    }
    assertEquals(0, strangers.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"MARKER-EXAMPLE\"",
        "[]",
        "[{\"path\":\"/MARKER-EXAMPLE\"}]",
        "17",
        "true",
        "{",
        "{}{}",
        "{\"MARKER-EXAMPLE\":1}",
        "{\"path\":null}",
        "{\"path\":7}",
        "{\"path\":[\"/MARKER-EXAMPLE\"]}",
        "{\"path\":\"/a\",\"path\":\"/MARKER-EXAMPLE\"}",
        "{\"query\":{\"MARKER-EXAMPLE\":\"1\"}}",
        "{\"path\":\"/a\",\"query\":[\"MARKER-EXAMPLE\"]}",
        "{\"path\":\"/a\",\"query\":\"MARKER-EXAMPLE\"}",
        "{\"path\":\"/a\",\"query\":{\"k\":{\"MARKER-EXAMPLE\":1}}}",
        "{\"path\":\"/a\",\"query\":{\"k\":1}}",
        "{\"path\":\"/a\",\"query\":{\"\":\"MARKER-EXAMPLE\"}}",
        "{\"path\":\"/a\",\"query\":{\"k\":\"MARKER-EXAMPLE\\u0000\"}}",
        "{\"path\":\"/a\",\"query\":{\"k\":\"MARKER-EXAMPLE\\ud800\"}}",
        "{\"path\":\"/a\",\"method\":\"DELETE\"}",
        "{\"path\":\"/a\",\"body\":\"MARKER-EXAMPLE\"}",
        "{\"httpMethod\":\"GET\",\"path\":\"/MARKER-EXAMPLE\"}",
        "<MARKER-EXAMPLE/>",
        "{'path':'/MARKER-EXAMPLE'}",
        "\u0000MARKER-EXAMPLE",
        "{\"source\":\"aws.s3\",\"detail\":\"MARKER-EXAMPLE\"}"
      })
  void refusesAnEventThatIsNoneOfItsFormsBeforeARequestLeaves(String event) {
    if (event.isEmpty()) {
      Answers.answer(stage.call(event)); // nothing means the probe
      return;
    }
    String message = Answers.failure("Unexpected", stage.call(event));

    assertTrue(message.contains("event") || message.contains("query"), message);
    assertEquals(List.of(0, 0, 0), stage.requests());
  }
}
