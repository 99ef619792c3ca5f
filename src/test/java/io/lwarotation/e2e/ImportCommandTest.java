package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    String sample =
        "{\"AppClientId\": \"%s\", \"AppClientSecret\":\n\"%s\"}"
            .formatted(application.clientId(), application.clientSecret());
    return stage.cloud().aws().storeSecret(SECRET, sample);
  }

  private Command run(String input, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("import"));
    all.addAll(List.of(arguments));
    Command command = Command.run(stage.cloud().endpoints(), input, all);
    Application application = stage.application();
    return command.lacks(application.clientSecret(), application.refreshToken());
  }

  private String refreshToken() {
    return "refresh-token=" + stage.application().refreshToken() + "\n";
  }

  @Test
  void storesWhatItHoldsAndTheRefreshTokenThatIsGivenBesideIt() throws Exception {
    storeSample();
    Instant stored = stage.cloud().clock().instant();
    stage.cloud().clock().advance(Duration.ofDays(30));

    run(refreshToken(), "--secret-id", SECRET, "--from", "-", "--dry-run")
        .ends(0, "Dry run: would store the client id, refresh token, client secret.");
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.SECRET).value());

    run(refreshToken(), "--secret-id", SECRET, "--from", "-").ends(0);
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

    run("", "--secret-id", storeSample()).ends(0);
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
  }

  @Test
  void asksForARefreshTokenAndSaysWhereThereIsNoTerminal() throws Exception {
    storeSample();

    run("", "--secret-id", SECRET).ends(1, "name a file with --from");
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

    run("", "--secret-id", SECRET).ends(1).lacks(Stage.MARKER);
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.SECRET).value());
  }

  @Test
  void aMissingSecretOrRightIsSaid() throws Exception {
    run("", "--secret-id", "other").ends(1, "There is no secret of this --secret-id");

    stage
        .cloud()
        .aws()
        .faults()
        .next(1, "secretsmanager", "GetSecretValue", new Fault.AccessDenied());
    run("", "--secret-id", SECRET).ends(1, "secretsmanager:GetSecretValue");

    Command.run(Map.of(), "", List.of("import")).ends(64);
  }
}
