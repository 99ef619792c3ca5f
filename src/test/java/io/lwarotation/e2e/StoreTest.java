package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.LambdaHost;
import io.lwarotation.local.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What lies in Parameter Store, and how that fails, as the packaged {@code CallSpApi} sees it. */
@ExtendWith(SharedStage.class)
final class StoreTest {
  private static final String COMMAND = "./lwa put --app my-erp";

  private final Stage stage;

  StoreTest(Stage stage) {
    this.stage = stage;
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
  void namesEachParameterThatStillHoldsThePlaceholder() {
    stage.put(Stage.SECRET, Stage.PLACEHOLDER);
    stage.put(Stage.REFRESH_TOKEN, Stage.PLACEHOLDER + "\n");

    String message = Answers.failure("NotConfigured", stage.call("{}"));

    assertTrue(message.contains(Stage.SECRET) && message.contains(Stage.REFRESH_TOKEN), message);
    assertTrue(!message.contains(Stage.CLIENT_ID) && message.contains(COMMAND), message);
    assertEquals(List.of(1, 0, 0), stage.requests());
  }

  @Test
  void namesAParameterThatIsMissing() {
    stage.ssm().deleteParameter(request -> request.name(Stage.REFRESH_TOKEN));
    try {
      String message = Answers.failure("NotConfigured", stage.call("{}"));

      assertTrue(message.contains(Stage.REFRESH_TOKEN + " is missing"), message);
      assertEquals(1, stage.cloud().aws().journal().count("ssm", "GetParameters"));
      assertEquals(0, stage.requests().get(1) + stage.requests().get(2));
    } finally {
      stage
          .ssm()
          .putParameter(
              request ->
                  request
                      .name(Stage.REFRESH_TOKEN)
                      .value(stage.application().refreshToken())
                      .type(ParameterType.SECURE_STRING)
                      .tier(ParameterTier.STANDARD));
    }
    Answers.answer(stage.call("{}"));
  }

  @Test
  void countsTheDaysFromTheRecordOfThisVersion() {
    long warnings = warnings();
    Instant expiresAt = stage.cloud().clock().instant().plus(Duration.ofDays(100));
    stage.put(
        Stage.RECORD,
        "{\"format\":1,\"secretVersion\":%d,\"rotatedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"%s\"}"
            .formatted(stage.newest(Stage.SECRET).version(), expiresAt));
    stage.cloud().clock().advance(Duration.ofHours(1));

    JsonNode secret = Answers.answer(stage.call("{}")).path("secret");

    assertEquals(expiresAt.toString(), secret.path("expiresAt").asText());
    assertEquals(99, secret.path("daysLeft").asInt());
    assertEquals(warnings, warnings());
  }

  private long warnings() {
    return stage.logs().stream()
        .filter(log -> log.path("event").asText().equals("RotationRecordIgnored"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT-SET",
        "MARKER-EXAMPLE",
        "{\"MARKER-EXAMPLE\":",
        "[]",
        "{\"secretVersion\":\"MARKER-EXAMPLE\",\"expiresAt\":\"2026-12-01T00:00:00Z\"}",
        "{\"secretVersion\":1000000,\"expiresAt\":\"MARKER-EXAMPLE\"}",
        "{\"secretVersion\":1000000,\"expiresAt\":\"2026-12-01T00:00:00Z\"}"
      })
  void aRecordThatIsMissingBrokenOrOfAnotherVersionStopsNoCallAndIsLogged(String record) {
    Instant stored = stage.cloud().clock().instant();
    stage.put(Stage.RECORD, record);
    long before = warnings();

    JsonNode answer = Answers.answer(stage.call("{}"));

    assertEquals(
        stored.plus(Duration.ofDays(180)).toString(), answer.at("/secret/expiresAt").asText());
    assertEquals(before + 1, warnings());
  }

  @Test
  void aRecordThatIsNotThereStopsNoCall() {
    stage.ssm().deleteParameter(request -> request.name(Stage.RECORD));
    long before = warnings();
    try {
      Answers.answer(stage.call("{}"));
      assertEquals(before + 1, warnings());
    } finally {
      stage
          .ssm()
          .putParameter(
              request ->
                  request.name(Stage.RECORD).value(Stage.PLACEHOLDER).type(ParameterType.STRING));
    }
  }

  @Test
  void triesAgainWhenParameterStoreThrottlesAndThenSaysSo() {
    stage.cloud().aws().faults().next(1, "ssm", "GetParameters", new Fault.Throttled());
    Answers.answer(stage.call("{}"));
    assertEquals(List.of(2, 1, 1), stage.requests());

    stage.begin();
    stage.cloud().aws().faults().next(3, "ssm", "GetParameters", new Fault.Throttled());
    String message = Answers.failure("Throttled", stage.call("{}"));
    assertTrue(message.contains("Parameter Store"), message);
    assertEquals(List.of(3, 0, 0), stage.requests());
  }

  @Test
  void triesAgainWhenParameterStoreFailsAndThenSaysSo() {
    for (Fault fault : List.of(new Fault.ServerError(), new Fault.Reset())) {
      stage.begin();
      stage.cloud().aws().faults().next(2, "ssm", "GetParameters", fault);
      Answers.answer(stage.call("{}"));

      stage.begin();
      stage.cloud().aws().faults().next(10, "ssm", "GetParameters", fault);
      String message = Answers.failure("Unreachable", stage.call("{}"));
      assertTrue(message.contains("Parameter Store"), message);
      assertEquals(3, stage.cloud().aws().journal().count("ssm", "GetParameters"));
    }
  }

  @Test
  void saysWhichRightIsMissing() {
    stage.cloud().aws().faults().next(1, "ssm", "GetParameters", new Fault.AccessDenied());

    String message = Answers.failure("NotConfigured", stage.call("{}"));

    assertTrue(message.contains("ssm:GetParameters") && message.contains("kms:Decrypt"), message);
    assertEquals(List.of(2, 0, 0), stage.requests(), "and one without decryption");
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

  @Test
  void namesEachVariableThatIsMissingOrBad() {
    Map<String, String> bad = new HashMap<>();
    bad.put("LWA_APP", "");
    bad.put("LWA_CLIENT_SECRET_PARAMETER", "MARKER EXAMPLE");
    bad.put("SP_API_ENDPOINT", "http://sellingpartnerapi-na.amazon.com");
    try (LambdaHost host = stage.hostWith(Duration.ofSeconds(30), bad)) {
      String message = Answers.failure("NotConfigured", host.invoke("{}"));

      assertTrue(bad.keySet().stream().allMatch(message::contains), message);
      assertTrue(message.contains("npx cdk deploy"), message);
    }
    assertEquals(List.of(0, 0, 0), stage.requests());
  }

  @Test
  void aWrongHandlerFailsHere() {
    DeployedFunction function = stage.function();
    try (LambdaHost host =
        LambdaHost.start(
            FunctionConfiguration.of(
                "wrong",
                Project.uploads().call(),
                function.handler() + "s",
                function.environment(),
                Duration.ofSeconds(10)))) {
      Invocation.Failed failed = assertInstanceOf(Invocation.Failed.class, host.invoke("{}"));
      assertTrue(failed.rawError().contains("CallSpApiHandlers"), failed.rawError());
    }
  }
}
