package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./lwa check}, {@code history} and {@code rollback}, as processes. */
@ExtendWith(SharedStage.class)
final class OperateCommandsTest {
  private final Stage stage;
  private Map<String, String> environment = Map.of();
  private final List<String> secrets = new ArrayList<>();

  OperateCommandsTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void locate() {
    environment = stage.cloud().endpoints();
    Answers.answer(stage.call("{}")); // the last call is one that succeeded
    secrets.clear();
    secrets.addAll(List.of("amzn1.oa2-cs", "Atzr|", "Atza|"));
  }

  private Command lwa(String... arguments) throws Exception {
    Command command = Command.run(environment, "", List.of(arguments));
    for (String secret : secrets) {
      assertFalse(command.output().contains(secret), command.output());
    }
    return command;
  }

  @Test
  void checkSaysThatTheCredentialsWork() throws Exception {
    lwa("check").ends(0, "The credentials of my-erp work");

    JsonNode json = Answers.json(lwa("check", "--json").output());
    assertEquals("ok", json.path("status").asText());
    assertEquals(200, json.path("httpStatus").asInt());
    assertEquals(stage.newest(Stage.SECRET).version(), json.at("/secret/version").asLong());
  }

  @Test
  void checkDiagnosesAnExpiredSecretThoughLwaAcceptsIt() throws Exception {
    stage.cloud().clock().advance(Duration.ofDays(181));

    lwa("check").ends(1, "RotateSecret: SP-API refuses");
    JsonNode json = Answers.json(lwa("check", "--json").output());
    assertEquals("failed", json.path("status").asText());
    assertEquals("RotateSecret", json.path("diagnosis").asText());
  }

  @Test
  void historyListsVersionsWithTheirAuthorsAndNoValue() throws Exception {
    lwa("history").ends(0, "(current)");

    JsonNode json = Answers.json(lwa("history", "--json").output());
    JsonNode first = json.path("versions").get(0);
    assertEquals(stage.newest(Stage.SECRET).version(), first.path("version").asLong());
    assertTrue(first.path("current").asBoolean());
    assertTrue(first.path("writtenBy").asText().startsWith("arn:aws:"), json::toString);
    assertEquals(stage.cloud().aws().parameter(Stage.SECRET).size(), json.path("versions").size());
  }

  @Test
  void rollbackBringsBackTheSecretBeforeABadPaste() throws Exception {
    String good = stage.newest(Stage.SECRET).value();
    stage.put(Stage.SECRET, "amzn1.oa2-cs.v1.EXAMPLE-bad-paste");
    long bad = stage.newest(Stage.SECRET).version();

    lwa("rollback", "--dry-run").ends(0);
    assertEquals(bad, stage.newest(Stage.SECRET).version(), "a dry run stores nothing");

    lwa("rollback").ends(0);
    ParameterVersion now = stage.newest(Stage.SECRET);
    assertEquals(good, now.value());
    assertEquals(bad + 1, now.version());
    assertEquals("Advanced", now.tier());
    assertTrue(now.keyId().isPresent());
    JsonNode record = Answers.json(stage.newest(Stage.RECORD).value());
    assertEquals(bad + 1, record.path("secretVersion").asLong());
    assertEquals(0, lwa("check").exitCode());
  }

  @Test
  void rollbackGoesBackOverAMalformedSecretAndShowsNothingOfIt() throws Exception {
    String good = stage.newest(Stage.SECRET).value();
    stage.put(Stage.SECRET, "\"amzn1.oa2-cs.v1.MARKER-EXAMPLE x\"");

    lwa("rollback").ends(0).lacks("MARKER");
    assertEquals(good, stage.newest(Stage.SECRET).value());
  }

  @Test
  void rollbackRefusesASecretThatDoesNotWork() throws Exception {
    stage.put(Stage.SECRET, "amzn1.oa2-cs.v1.EXAMPLE-bad-1");
    stage.put(Stage.SECRET, "amzn1.oa2-cs.v1.EXAMPLE-bad-2");
    long before = stage.newest(Stage.SECRET).version();

    Command command = lwa("rollback", "--json").ends(1);
    JsonNode json = Answers.json(command.output());
    assertEquals("refused", json.path("status").asText());
    assertTrue(json.path("message").asText().contains("Nothing was stored"), command.output());
    assertEquals(before, stage.newest(Stage.SECRET).version());
  }

  @ParameterizedTest
  @CsvSource({"status, 3", "check, 3", "history, 1", "rollback, 1", "rotate, 1"})
  void commandsTellWhatIsMissingAndHowToCallThem(String name, int exitCode) throws Exception {
    Command unknown = lwa(name, "--app", "other-erp").ends(exitCode);
    assertTrue(
        unknown.spoken().contains("npx cdk deploy") || unknown.spoken().contains("./lwa put"),
        unknown.output());

    lwa(name, "--app", "other/erp").ends(64);
  }

  @Test
  void rotateIsRefusedWhereTheStackOnlyReminds() throws Exception {
    lwa("rotate").ends(1, "only reminds");
    assertEquals(64, lwa("rotate", "--timeout", "-1").exitCode());
  }
}
