package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.AmazonReplies;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged {@code CallSpApi}: what it answers, and what it does with what is stored. */
@ExtendWith(SharedStage.class)
final class CallTest {
  private static final String COMMAND = "./lwa put --app my-erp";

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
  void takesANewSecretWhenTheOldOneHasJustExpired() {
    int coldStarts = stage.cloud().host(stage.function()).coldStarts();
    Answers.answer(stage.call("{}"));
    stage.cloud().clock().advance(Duration.ofDays(181));
    Answers.failure("RotateSecret", stage.call("{}"));
    stage.put(Stage.SECRET, stage.application().rotateInConsole());
    stage.cloud().clock().advance(Duration.ofHours(1));

    assertEquals(179, Answers.answer(stage.call("{}")).at("/secret/daysLeft").asInt());
    assertEquals(coldStarts, stage.cloud().host(stage.function()).coldStarts());
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
              return Response.json(200, "{}");
            })) {
      String elsewhere = stranger.uri() + "/sellers/v1/marketplaceParticipations";
      stage.cloud().amazon().spApiFaults().next(1, AmazonReplies.redirect(elsewhere));
      String bySpApi = Answers.failure("Unexpected", stage.call("{}"));
      assertTrue(bySpApi.contains("SP-API answered 302"), bySpApi);
      assertEquals(List.of(1, 1, 1), stage.requests());

      stage.begin();
      stage.cloud().amazon().lwaFaults().next(1, AmazonReplies.redirect(elsewhere));
      String byLwa = Answers.failure("Unexpected", stage.call("{}"));
      assertTrue(byLwa.contains("Login with Amazon answered 302"), byLwa);
      assertEquals(List.of(1, 1, 0), stage.requests());
    }
    assertEquals(0, strangers.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " ", "\t\n\n"})
  void trimsWhiteSpaceAtTheEndOfACredential(String end) {
    stage.put(Stage.SECRET, stage.application().clientSecret() + end);
    stage.put(Stage.CLIENT_ID, " " + stage.application().clientId() + end);
    stage.put(Stage.REFRESH_TOKEN, stage.application().refreshToken() + end);

    Answers.answer(stage.call("{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "/my-erp/lwa/clientidentifier, amzn1.application-oa2-client.MARKER\\n-EXAMPLE",
    "/my-erp/refreshToken, Atzr|MARKER\\r\\n-EXAMPLE",
    "/my-erp/refreshToken, Atzr|MARKER-EXAMPLE\u00e4"
  })
  void neverSendsACredentialWithALineBreakOrSpaceInside(String parameter, String value) {
    stage.put(parameter, value.replace("\\r", "\r").replace("\\n", "\n"));

    String message = Answers.failure("NotConfigured", stage.call("{}"));

    assertTrue(message.contains(parameter) && message.contains(COMMAND), message);
    assertEquals(List.of(1, 0, 0), stage.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amzn1.oa2-cs.v1.MARKER\n-EXAMPLE",
        "amzn1.oa2-cs.v1.MARKER-EXAMPLE x",
        "\"amzn1.oa2-cs.v1.MARKER-EXAMPLE\""
      })
  void goesOnWithTheVersionBeforeAMalformedSecretAndSaysSo(String value) {
    stage.put(Stage.SECRET, value);

    JsonNode secret = Answers.answer(stage.call("{}")).path("secret");

    assertTrue(secret.path("fallback").asBoolean(), secret::toString);
    assertEquals(stage.newest(Stage.SECRET).version(), secret.path("version").asLong());
    JsonNode log = stage.logs().getLast();
    assertEquals(1, log.path("EarlierSecretInUse").asInt(), log::toString);
    assertTrue(log.path("reason").asText().contains(COMMAND + " --client-secret"), log::toString);
    String wrong = value.startsWith("\"") ? " has quotation marks around it" : " holds a space";
    assertTrue(log.path("reason").asText().startsWith(Stage.SECRET + wrong), log::toString);
    stage.assertNothingSecretWasTold();
  }

  @Test
  void answersBeforeTheFunctionsOwnTimeEndsWhateverIsSilent() {
    Duration timeout = Duration.ofSeconds(3);
    try (LambdaHost host = stage.hostWith(timeout, Map.of())) {
      Answers.answer(host.invoke("{}"));
      stage.cloud().amazon().spApiFaults().next(1, new Reply.Silence());
      Answers.failure("Unreachable", host.invoke("{}"));

      host.kill();
      stage.cloud().amazon().lwaFaults().next(1, new Reply.Silence());
      Answers.failure("Unreachable", host.invoke("{}"));

      host.kill();
      // A start has its own time, more than this function's.
      Fault slow = new Fault.Slow(Duration.ofSeconds(7));
      stage.cloud().aws().faults().next(1, "ssm", "GetParameters", slow);
      Answers.failure("Unreachable", host.invoke("{}"));
    }
  }
}
