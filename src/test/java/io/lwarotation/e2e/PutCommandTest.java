package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** {@code ./lwa put}, as an operator runs it. */
@ExtendWith(SharedStage.class)
final class PutCommandTest {
  private static final List<String> CREDENTIALS =
      List.of(Stage.CLIENT_ID, Stage.REFRESH_TOKEN, Stage.SECRET);
  private static final String WRONG = "amzn1.oa2-cs.v1.MARKER-EXAMPLE-wrong";

  private final Stage stage;
  private Map<String, String> environment;

  PutCommandTest(Stage stage) {
    this.stage = stage;
    this.environment = stage.cloud().endpoints();
  }

  private Command put(String input, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("put"));
    all.addAll(List.of(arguments));
    Command command = Command.run(environment, input, all);
    assertShowsNothing(command);
    return command;
  }

  private void assertShowsNothing(Command command) {
    Application application = stage.application();
    command.lacks(application.clientSecret(), application.refreshToken(), WRONG, Stage.MARKER);
    assertFalse(command.output().contains("\u001b"), "colours without a terminal");
    assertFalse(command.output().contains("\tat "), command.output());
  }

  private String dayIn(int days) {
    return LocalDate.ofInstant(stage.cloud().clock().instant(), ZoneOffset.UTC)
        .plusDays(days)
        .toString();
  }

  private List<Long> versions() {
    return Stream.concat(CREDENTIALS.stream(), Stream.of(Stage.RECORD))
        .map(name -> stage.newest(name).version())
        .toList();
  }

  private String all() {
    Application application = stage.application();
    return "client-id=%s\r\n\nclient-secret = %s\n  refresh-token=%s  \n"
        .replace(" = ", "=")
        .formatted(application.clientId(), application.clientSecret(), application.refreshToken());
  }

  private JsonNode recorded() {
    return Answers.json(stage.newest(Stage.RECORD).value());
  }

  private String record(int daysLeft, String more) {
    return "{\"format\":1,\"secretVersion\":%d,\"expiresAt\":\"%s\",%s\"follows\":%d}"
        .formatted(
            stage.newest(Stage.SECRET).version(),
            stage.cloud().clock().instant().plus(Duration.ofDays(daysLeft)),
            more,
            stage.newest(Stage.RECORD).version());
  }

  @Test
  void theDateOfAmazonsMessageCountsWhereATypedOneIsLater() throws Exception {
    String rotated = stage.cloud().clock().instant().minus(Duration.ofDays(100)).toString();
    stage.put(
        Stage.RECORD, record(80, "\"rotatedAt\":\"" + rotated + "\",\"notificationId\":\"n-1\","));
    String expires = recorded().path("expiresAt").asText();

    put(all(), "--client-secret", "--expires", dayIn(170), "--from", "-")
        .ends(0, dayIn(80) + " counts, not " + dayIn(170) + ", because Amazon's message says so.");
    JsonNode record = recorded();
    assertEquals(expires, record.path("expiresAt").asText());
    assertEquals(rotated, record.path("rotatedAt").asText());
  }

  @Test
  void aStoredSecretThatCannotBeUsedIsNamedAndReplaced() throws Exception {
    stage.put(Stage.SECRET, "\"amzn1.oa2-cs.v1.MARKER-EXAMPLE x\"");
    long malformed = stage.newest(Stage.SECRET).version();

    put(stage.application().refreshToken(), "--refresh-token", "--from", "-")
        .ends(1, "the stored client secret cannot be used, because it has quotation marks");

    put(all(), "--client-secret", "--from", "-").ends(0);
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
    assertEquals(malformed + 1, stage.newest(Stage.SECRET).version());
  }

  @Test
  void whatIsWrittenGetsTheKeyAndTheReminderOfTheStack() throws Exception {
    ParameterVersion right = stage.newest(Stage.SECRET);
    String key =
        new AwsRequests(stage.cloud().aws().endpoint())
            .json("kms", "TrentService.CreateKey", AwsRequests.JSON.createObjectNode())
            .at("/KeyMetadata/Arn")
            .asText();
    String policy = right.policies().getFirst().replaceAll("\\d{2,3}", "99");
    for (String name : CREDENTIALS) {
      String value = stage.newest(name).value();
      boolean ages = name.equals(Stage.SECRET);
      stage
          .ssm()
          .putParameter(
              request ->
                  request
                      .name(name)
                      .value(value)
                      .overwrite(true)
                      .type(ParameterType.SECURE_STRING)
                      .keyId(key)
                      .tier(ages ? ParameterTier.ADVANCED : ParameterTier.STANDARD)
                      .policies(ages ? "[" + policy + "]" : null));
    }

    put(all(), "--from", "-").ends(0);
    for (String name : CREDENTIALS) {
      assertEquals(right.keyId(), stage.newest(name).keyId(), name);
    }
    assertEquals(right.policies(), stage.newest(Stage.SECRET).policies());
  }

  @Test
  void storesAllThreeFromStandardInputAndTheNextCallKnowsTheirDate() throws Exception {
    CREDENTIALS.forEach(name -> stage.put(name, Stage.PLACEHOLDER));

    put(all(), "--from", "-").ends(0);
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
    assertEquals("Advanced", stage.newest(Stage.SECRET).tier());
    assertFalse(stage.newest(Stage.SECRET).policies().isEmpty());
    assertTrue(
        stage.newest(Stage.SECRET).keyId().orElse("").startsWith("arn:aws:kms:"),
        "the stack's own key");
    long version = stage.newest(Stage.SECRET).version();
    String record = stage.newest(Stage.RECORD).value();
    assertEquals(version, Answers.json(record).path("secretVersion").asLong());
    stage.cloud().clock().advance(Duration.ofHours(1));
    assertEquals(179, Answers.answer(stage.call("{}")).at("/secret/daysLeft").asInt());

    List<Long> versions = versions();
    put(all(), "--from", "-").ends(0);
    assertEquals(versions, versions(), "what is stored already is not written again");
  }

  @Test
  void storesANewSecretFromAFileWithTheDateThatTheConsoleShows(@TempDir Path folder)
      throws Exception {
    String fresh = stage.application().rotateInConsole();
    Path file = Files.writeString(folder.resolve("secret"), fresh + "\n");

    put("", "--client-secret", "--from", file.toString(), "--expires", dayIn(100))
        .ends(0, dayIn(100));
    assertEquals(fresh, stage.newest(Stage.SECRET).value());
    assertEquals(dayIn(100) + "T00:00:00Z", recorded().path("expiresAt").asText());
    assertTrue(recorded().path("rotatedAt").isMissingNode(), "no day on which Amazon made it");
  }

  @Test
  void namesTheRightThatIsMissingAndWhatWasStoredBefore() throws Exception {
    CREDENTIALS.forEach(name -> stage.put(name, Stage.PLACEHOLDER));
    stage.cloud().aws().faults().next(1, "ssm", "PutParameter", new Fault.AccessDenied());

    put(all(), "--from", "-")
        .ends(1, "ssm:PutParameter", "Not begun: client id, refresh token, client secret");
    assertEquals(Stage.PLACEHOLDER, stage.newest(Stage.SECRET).value());

    put(all(), "--from", "-").ends(0);
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
  }

  @Test
  void ctrlCWhileWritingFinishesAndTellsWhatWasWritten() throws Exception {
    CREDENTIALS.forEach(name -> stage.put(name, Stage.PLACEHOLDER));

    Command command =
        interruptedAt("PutParameter")
            .ends(
                130,
                "finishing what was begun",
                "Stored the client id, refresh token, client secret.");
    assertEquals(stage.application().clientSecret(), stage.newest(Stage.SECRET).value());
    assertEquals(
        stage.newest(Stage.SECRET).version(),
        recorded().path("secretVersion").asLong(),
        "the record was written as well");
    assertShowsNothing(command);
  }

  @Test
  void ctrlCBeforeTheWritingStoresNothing() throws Exception {
    List<Long> before = versions();
    stage.application().rotateInConsole();

    interruptedAt("GetParameters").ends(130);
    assertEquals(before, versions());
  }

  private Command interruptedAt(String request) throws Exception {
    stage.clearJournals();
    stage.cloud().aws().faults().next(1, "ssm", request, new Fault.Slow(Duration.ofSeconds(2)));
    return Command.interrupted(
        environment,
        all(),
        List.of("put", "--from", "-"),
        () -> stage.cloud().aws().journal().count("ssm", request) > 0);
  }

  @Test
  void aDryRunStoresNothing() throws Exception {
    List<Long> before = versions();
    String stored = stage.application().clientSecret();
    String fresh = stage.application().rotateInConsole();

    put(fresh, "--client-secret", "--from", "-", "--dry-run")
        .ends(0, "would store the client secret");
    Command dated =
        put(stored, "--client-secret", "--from", "-", "--dry-run", "--expires", dayIn(9));
    assertTrue(
        dated.spoken().contains("Would record that it expires on " + dayIn(9)), dated.output());
    assertTrue(dated.spoken().contains("only the date would be written"), dated.output());
    assertEquals(before, versions());
  }

  @Test
  void whatDoesNotWorkOrCannotBeTriedLeavesTheStoredOnesUntouched() throws Exception {
    List<Long> before = versions();
    put(WRONG, "--client-secret", "--from", "-")
        .ends(1, "Nothing was stored", "does not know this client id");
    environment = with("LWA_TOKEN_ENDPOINT", "http://127.0.0.1:1/auth/o2/token");
    put(all(), "--from", "-").ends(1, "o call shows whether these credentials work");

    environment = stage.cloud().endpoints();
    stage.cloud().clock().advance(Duration.ofDays(181));
    put(all(), "--from", "-").ends(1, "expired"); // though LWA accepts it
    assertEquals(before, versions());
  }

  private Map<String, String> with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return changed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "put --app my/erp --from -",
        "put --app",
        "put --client-secrt",
        "put --client-secret amzn1.oa2-cs.v1.MARKER-EXAMPLE --from -",
        "put --client-secret=amzn1.oa2-cs.v1.MARKER-EXAMPLE --from -",
        "put --expires tomorrow --from -",
        "frob"
      })
  void wrongUsageIsToldAndRepeatsNoCredential(String line) throws Exception {
    Command command = Command.run(environment, all(), List.of(line.split(" ", -1)));

    assertShowsNothing(command);
    command.ends(64, "--help");
  }

  @Test
  void inputThatCannotBeUnderstoodStoresNothing() throws Exception {
    List<Long> before = versions();
    for (String input :
        List.of("", "MARKER-EXAMPLE", "client-secret=MARKER-EXAMPLE x", all() + all())) {
      put(input, "--from", "-").ends(1);
    }
    put("", "--client-secret").ends(1, "there is no terminal");
    assertEquals(before, versions());
  }
}
