package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./lwa import}, from a secret of Secrets Manager as Amazon's samples lay it out. */
@ExtendWith(SharedStage.class)
final class ImportCommandTest {
  private static final String SECRET = "SPAPIAppCredentials-abc123";
  private static final String SAMPLE = "{\"AppClientId\": \"%s\", \"AppClientSecret\":\n\"%s\"}";

  private final Stage stage;

  ImportCommandTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void nothingIsStoredYet() {
    for (String name : List.of(Stage.CLIENT_ID, Stage.REFRESH_TOKEN, Stage.SECRET)) {
      stage.put(name, Stage.PLACEHOLDER);
    }
  }

  private String storeSample() {
    Application application = stage.application();
    return stage
        .cloud()
        .aws()
        .storeSecret(SECRET, SAMPLE.formatted(application.clientId(), application.clientSecret()));
  }

  private Command run(String input, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("import"));
    all.addAll(List.of(arguments));
    Command command = Command.run(stage.cloud().endpoints(), input, all);
    Application application = stage.application();
    for (String secret : List.of(application.clientSecret(), application.refreshToken())) {
      assertFalse(command.output().contains(secret), command.output());
    }
    return command;
  }

  private String refreshToken() {
    return "refresh-token=" + stage.application().refreshToken() + "\n";
  }

  @Test
  void storesWhatItHoldsAndTheRefreshTokenThatIsGivenBesideIt() throws Exception {
    storeSample();
    Instant stored = stage.cloud().clock().instant();
    stage.cloud().clock().advance(Duration.ofDays(30));

    Command command = run(refreshToken(), "--secret-id", SECRET, "--from", "-");

    assertEquals(0, command.exitCode(), command.output());
    Application application = stage.application();
    assertEquals(application.clientId(), stage.newest(Stage.CLIENT_ID).value());
    assertEquals(application.clientSecret(), stage.newest(Stage.SECRET).value());
    assertEquals(application.refreshToken(), stage.newest(Stage.REFRESH_TOKEN).value());
    assertEquals("Advanced", stage.newest(Stage.SECRET).tier());
    assertEquals(
        stored.plus(Duration.ofDays(180)),
        Instant.parse(Answers.json(stage.newest(Stage.RECORD).value()).path("expiresAt").asText()),
        "no later than 180 days after it came into Secrets Manager");
    Answers.answer(stage.call("{}"));
  }

  @Test
  void takesTheArnAndTheRefreshTokenThatIsStored() throws Exception {
    stage.put(Stage.REFRESH_TOKEN, stage.application().refreshToken());

    Command command = run("", "--secret-id", storeSample());

    assertEquals(0, command.exitCode(), command.output());
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
  }

  @Test
  void aDryRunTriesAndStoresNothing() throws Exception {
    storeSample();

    Command command = run(refreshToken(), "--secret-id", SECRET, "--from", "-", "--dry-run");

    assertEquals(0, command.exitCode(), command.output());
    assertTrue(
        command
            .spoken()
            .contains("Dry run: would store the client id, refresh token, client secret."),
        command.output());
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.SECRET).value());
  }

  @Test
  void whatDoesNotWorkIsNotStored() throws Exception {
    stage
        .cloud()
        .aws()
        .storeSecret(
            SECRET,
            SAMPLE.formatted(
                stage.application().clientId(), "amzn1.oa2-cs.v1.MARKER-EXAMPLE-wrong"));

    Command command = run(refreshToken(), "--secret-id", SECRET, "--from", "-");

    assertEquals(1, command.exitCode(), command.output());
    assertTrue(command.spoken().contains("Nothing was stored"), command.output());
    assertFalse(command.output().contains(Stage.MARKER), command.output());
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.CLIENT_ID).value());
  }

  @Test
  void asksForARefreshTokenAndSaysWhereThereIsNoTerminal() throws Exception {
    storeSample();

    Command command = run("", "--secret-id", SECRET);

    assertEquals(1, command.exitCode(), command.output());
    assertTrue(command.spoken().contains("name a file with --from"), command.output());
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.CLIENT_ID).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MARKER-EXAMPLE no JSON",
        "[\"MARKER-EXAMPLE\"]",
        "{\"password\":\"MARKER-EXAMPLE\"}",
        "{\"AppClientSecret\":\"MARKER-EXAMPLE\",\"client_secret\":\"MARKER-EXAMPLE-2\"}",
        "{\"AppClientSecret\":\"MARKER-EXAMPLE with a space\"}",
      })
  void aSecretThatCannotBeUnderstoodStoresNothingAndIsNotRepeated(String text) throws Exception {
    stage.cloud().aws().storeSecret(SECRET, text);

    Command command = run("", "--secret-id", SECRET);

    assertEquals(1, command.exitCode(), command.output());
    assertFalse(command.output().contains(Stage.MARKER), command.output());
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.SECRET).value());
  }

  @Test
  void aMissingSecretOrRightIsSaid() throws Exception {
    Command missing = run("", "--secret-id", "other");
    assertEquals(1, missing.exitCode(), missing.output());
    assertTrue(
        missing.spoken().contains("There is no secret of this --secret-id"), missing.output());

    stage
        .cloud()
        .aws()
        .faults()
        .next(1, "secretsmanager", "GetSecretValue", new Fault.AccessDenied());
    Command denied = run("", "--secret-id", SECRET);
    assertEquals(1, denied.exitCode(), denied.output());
    assertTrue(denied.spoken().contains("secretsmanager:GetSecretValue"), denied.output());

    Command usage = Command.run(Map.of(), "", List.of("import"));
    assertEquals(64, usage.exitCode(), usage.output());
  }
}
