package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.AmazonReplies;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** One client, many authorizations: through the command, the packaged functions and a rotation. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AuthorizationsTest {
  private static final String PATH = "/my-erp/authorizations/";
  private static final String STATE = "/my-erp/lwa/sweep";

  @SuppressWarnings("NullAway.Init")
  private static Stage stage;

  private static final List<String> tokens = new ArrayList<>();
  private static final StringBuilder seen = new StringBuilder();

  /** As with sweep=true: doctor looks at authorizations where a sweep looks after them. */
  @BeforeAll
  static void deploy(@TempDir Path folder) throws IOException {
    ObjectNode template = (ObjectNode) Answers.json(Files.readString(Project.template()));
    ObjectNode outputs = template.withObjectProperty("Outputs");
    outputs.set("SweepFunctionName", outputs.get("WatchFunctionName"));
    Path file = Files.writeString(folder.resolve("template.json"), template.toString());
    stage = Stage.deploy(Instant.now(), file);
    stage.begin();
    stage.cloud().aws().confirm("you@example.com");
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  private static Application amazon() {
    return stage.application();
  }

  private static String authorize(Region region) {
    String token = amazon().authorize(region);
    tokens.add(token);
    return token;
  }

  private static Command lwa(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--app", "my-erp"));
    Command run = Command.run(stage.cloud().endpoints(), input, line);
    seen.append(run.output());
    return run;
  }

  private static Command put(String name, String token) throws IOException, InterruptedException {
    return lwa(token, "put", "--authorization", name, "--from", "-");
  }

  private static ParameterVersion parameter(String name) {
    return stage.cloud().aws().parameter(PATH + name).getLast();
  }

  private static String call(String name) {
    return Answers.answer(stage.call("{\"authorization\":\"" + name + "\"}")).toString();
  }

  @Test
  @Order(1)
  void putStoresItUnderTheStacksKeyAsAStandardParameterAfterTryingIt() throws Exception {
    String token = authorize(Region.NA);
    put("na/acme", token).ends(0, "na/acme works and is stored");
    ParameterVersion stored = parameter("na/acme");
    assertEquals("SecureString", stored.type());
    assertEquals("Standard", stored.tier());
    assertEquals(token, stored.value());
    assertEquals(stage.newest(Stage.SECRET).keyId(), stored.keyId());

    put("na/acme", token).ends(0, "works and has been stored since");
    assertEquals(1, parameter("na/acme").version(), "a text that is stored is not written again");
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource(
      delimiter = '~',
      value = {"de/acme~na, eu or fe", "eu/Atzr|MARKER-EXAMPLE~looks like a credential"})
  void aBadNameGetsOneSentenceAndNothingIsStored(String name, String reason) throws Exception {
    for (Command run :
        List.of(
            put(name, "Atzr|EXAMPLE-of-nobody"),
            lwa("", "check", "--authorization", name),
            lwa("", "forget", name, "--confirm", name))) {
      assertTrue(run.exitCode() != 0, run.output());
      assertTrue(run.spoken().contains(reason), run.output());
      assertFalse(run.output().contains("MARKER-EXAMPLE"), run.output());
    }
    Answers.failure("Unexpected", stage.call("{\"authorization\":\"" + name + "\"}"));
  }

  @Test
  @Order(3)
  void aTokenOfAnotherClientOrRegionIsRefusedAndNothingIsStored() throws Exception {
    String other = stage.cloud().amazon().register("other").refreshToken();
    tokens.add(other);
    put("na/foreign", other).ends(1, "Nothing was stored", "Reauthorize");

    put("na/elsewhere", authorize(Region.EU)).ends(1, "Nothing was stored");
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/foreign"));
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/elsewhere"));
  }

  @Test
  @Order(4)
  void callsWithItForThreeRequestsAndThenOneAndNamesIt() {
    Answers.answer(stage.call("{}"));
    stage.clearJournals();

    String answer = call("na/acme");
    assertTrue(answer.contains("\"authorization\":\"na/acme\""), answer);
    assertEquals(List.of(1, 1, 1), stage.requests());
    call("na/acme");
    assertEquals(List.of(1, 1, 2), stage.requests());
  }

  @Test
  @Order(5)
  void oneThatIsRevokedCostsTheOthersNothing() throws Exception {
    String revoked = authorize(Region.NA);
    assertEquals(0, put("na/revoked", revoked).exitCode());
    call("na/revoked");
    amazon().revoke(revoked);
    stage.clearJournals();

    String message =
        Answers.failure("Reauthorize", stage.call("{\"authorization\":\"na/revoked\"}"));
    assertTrue(message.contains("na/revoked"), message);
    assertTrue(message.contains("./lwa put --app my-erp --authorization na/revoked"), message);
    stage.clearJournals();
    call("na/acme");
    Answers.answer(stage.call("{}"));
    assertEquals(List.of(0, 0, 2), stage.requests(), "their tokens are kept");
  }

  @Test
  @Order(6)
  void aRotationIsNoticedForAllByOneReading() {
    String secret = amazon().rotateInConsole();
    stage.put(Stage.SECRET, secret);
    stage
        .cloud()
        .amazon()
        .spApiFaults()
        .next(1, AmazonReplies.denied("The LWA secret token you provided has expired.").asReply());
    stage.clearJournals();

    Answers.answer(stage.call("{}"));
    assertEquals(List.of(1, 1, 2), stage.requests());
    stage.clearJournals();
    String answer = call("na/acme");
    assertEquals(List.of(0, 1, 1), stage.requests(), "no reading, no refused call");
    assertTrue(answer.contains("\"version\":" + stage.newest(Stage.SECRET).version()), answer);
  }

  @Test
  @Order(7)
  void theSweepTriesAllAndTellsOnceOfTheRevokedOne() throws Exception {
    stage
        .ssm()
        .putParameter(
            request ->
                request.name(PATH + "notes").value("not a token").type(ParameterType.STRING));
    try (LambdaHost sweep = sweep(stage, "false")) {
      String first = Answers.answer(sweep.invoke("{}")).toString();
      assertTrue(first.contains("\"authorizations\":2"), first);
      assertTrue(first.contains("\"outcomes\":{\"Reauthorize\":1,\"ok\":1}"), first);
      assertTrue(first.contains("\"digest\":true"), first);
      String mails = mails();
      assertTrue(mails.contains("1 of 2 authorizations of my-erp needs attention"), mails);
      assertTrue(mails.contains("na/revoked: revoked since "), mails);

      String second = Answers.answer(sweep.invoke("{}")).toString();
      assertTrue(second.contains("\"digest\":false"), second);
      assertTrue(sweep.output().contains("/my-erp/authorizations/notes is not an authorization"));
      assertTrue(sweep.output().contains("\"AuthorizationsReauthorize\":1"));
      seen.append(sweep.output());
    }
    seen.append(stage.newest(STATE).value());
  }

  @Test
  @Order(7)
  void theYearOfAPublicApplicationsOwnAuthorizationIsToldAsWell() {
    try (Stage old = Stage.deploy(Instant.now().minus(Duration.ofDays(340)))) {
      old.begin();
      old.cloud().clock().moveTo(Instant.now());
      try (LambdaHost sweep = sweep(old, "true")) {
        String answer = Answers.answer(sweep.invoke("{}")).toString();
        assertTrue(answer.contains("\"due\":1,\"digest\":true"), answer);
      }
    }
  }

  private static String mails() {
    return stage.cloud().aws().deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .map(mail -> mail.subject() + "\n" + mail.body())
        .collect(Collectors.joining("\n"));
  }

  /** The sweep as its stack would run it: setting sweep=true. */
  private static LambdaHost sweep(Stage stage, String isPublic) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LWA_SWEEP_PARAMETER", STATE);
    variables.put("LWA_PUBLIC", isPublic);
    DeployedFunction watch = stage.stack().function("io.lwarotation.handler.WatchHandler");
    variables.put(
        "LWA_TOPIC_ARN", Objects.requireNonNull(watch.environment().get("LWA_TOPIC_ARN")));
    Map<String, String> environment = new HashMap<>(stage.function().environment());
    environment.putAll(stage.cloud().endpoints());
    environment.putAll(variables);
    return LambdaHost.start(
        FunctionConfiguration.of(
            "sweep",
            Project.uploads().functions(),
            "io.lwarotation.handler.SweepHandler",
            environment,
            Duration.ofMinutes(15)));
  }

  @Test
  @Order(8)
  void theListShowsTheWorstFirstAndNamesWhatIsNone() throws Exception {
    Command list = lwa("", "authorizations").ends(1);
    assertTrue(list.output().indexOf("revoked") < list.output().indexOf("acme"), list.output());
    assertTrue(list.output().contains("Reauthorize since "), list.output());
    assertTrue(list.spoken().contains("/my-erp/authorizations/notes is not an authorization"));

    Command doctor = lwa("", "doctor");
    assertTrue(doctor.spoken().contains("2 stored, 1 of them needs attention"), doctor.output());
    assertTrue(doctor.spoken().contains("./lwa authorizations"), doctor.output());

    Command json = lwa("", "authorizations", "--json");
    assertTrue(json.output().contains("\"outcome\" : \"Reauthorize\""), json.output());
    assertTrue(json.output().contains("\"outcome\" : \"ok\""), json.output());
  }

  @Test
  @Order(9)
  void checkTriesOneOrAll() throws Exception {
    assertEquals(0, lwa("", "check", "--authorization", "na/acme").exitCode());
    lwa("", "check", "--authorization", "default").ends(0, "The credentials of my-erp work");
    lwa("", "check", "--all").ends(1, "na/acme works", "na/revoked: Reauthorize");
    lwa("", "check", "--authorization", "na/nobody").ends(3);
  }

  @Test
  @Order(10)
  void importStoresManyAndCanBeRunAgain() throws Exception {
    String csv =
        "name,region,token,authorized\n"
            + "one,na,"
            + authorize(Region.NA)
            + ",\n"
            + "two,na,Atzr|EXAMPLE-of-nobody,\n"
            + "three,na,"
            + authorize(Region.NA)
            + ",2020-01-31\n";
    lwa(csv, "import", "--from", "-")
        .ends(1, "line 3, na/two is not stored", "2 stored, 0 already stored, 1 not");
    assertEquals("2020-01-31", stage.newest(PATH + "na/three/authorized").value());

    Command again = lwa(csv, "import", "--from", "-");
    assertTrue(again.spoken().contains("0 stored, 2 already stored, 1 not"), again.output());
    assertEquals(1, parameter("na/one").version());

    Command bad = lwa("name,region,token\nx,de,Atzr|EXAMPLE\n", "import", "--from", "-");
    assertTrue(bad.spoken().contains("line 2 has no region na, eu or fe"), bad.output());
  }

  @Test
  @Order(11)
  void forgetAsksAndSaysWhatStays() throws Exception {
    Command asks = lwa("", "forget", "na/revoked");
    assertTrue(asks.exitCode() != 0, asks.output());
    assertFalse(stage.cloud().aws().parameter(PATH + "na/revoked").isEmpty());

    lwa("", "forget", "na/revoked", "--confirm", "na/revoked")
        .ends(0, "The authorization at Amazon stays");
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/revoked"));
  }

  @Test
  @Order(12)
  void adoptTakesTheTokenOfAnotherStackOfTheSameClientOver() throws Exception {
    String token = authorize(Region.EU);
    storeOther("lwa/clientidentifier", amazon().clientId());
    storeOther("lwa/clientsecret", amazon().clientSecret());
    storeOther("refreshToken", token);
    storeOther("lwa/rotation", Stage.PLACEHOLDER);
    Command badName = lwa("", "adopt", "--from-app", "nobody", "--authorization", "de/main");
    assertTrue(badName.spoken().contains("na, eu or fe"), badName.output());
    List<String> adopt = List.of("adopt", "--from-app", "my-erp-eu", "--authorization", "eu/main");

    lwa("", withDryRun(adopt)).ends(0);
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "eu/main"));

    Command adopted = lwa("", adopt.toArray(String[]::new)).ends(0);
    assertEquals(token, parameter("eu/main").value());
    assertTrue(adopted.spoken().contains("npx cdk destroy lwa-my-erp-eu"), adopted.output());
    assertTrue(call("eu/main").contains("\"authorization\":\"eu/main\""));

    storeOther("lwa/clientidentifier", "amzn1.application-oa2-client.EXAMPLEother");
    Command foreign = lwa("", "adopt", "--from-app", "my-erp-eu", "--authorization", "eu/other");
    assertTrue(foreign.exitCode() != 0, foreign.output());
    assertTrue(foreign.spoken().contains("has another client id"), foreign.output());
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "eu/other"));
  }

  private static String[] withDryRun(List<String> line) {
    List<String> all = new ArrayList<>(line);
    all.add("--dry-run");
    return all.toArray(String[]::new);
  }

  private static void storeOther(String name, String value) {
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name("/my-erp-eu/" + name)
                    .value(value)
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
  }

  @ParameterizedTest
  @Order(12)
  @CsvSource({"2024-01-31, true", "2999-01-31, false"})
  void aCallSaysThatAnAuthorizationEndedAfterAYear(String authorized, boolean ended) {
    String token = authorize(Region.NA);
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(PATH + "na/old")
                    .value(token)
                    .type(ParameterType.SECURE_STRING)
                    .keyId(stage.newest(Stage.SECRET).keyId().orElseThrow())
                    .overwrite(true));
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(PATH + "na/old/authorized")
                    .value(authorized)
                    .type(ParameterType.STRING)
                    .overwrite(true));
    amazon().revoke(token);
    stage.clearJournals();
    try (LambdaHost host = stage.hostWith(Duration.ofSeconds(30), Map.of("LWA_PUBLIC", "true"))) {
      String message =
          Answers.failure("Reauthorize", host.invoke("{\"authorization\":\"na/old\"}"));
      assertEquals(ended, message.contains("ended after a year"), message);
      assertEquals(List.of(1, 1, 0), stage.requests());
    }
  }

  @Test
  @Order(13)
  void noTokenIsInWhatWasSaid() {
    String output = seen + stage.cloud().output() + mails();
    for (String token : tokens) {
      assertFalse(output.contains(token), "a refresh token is shown");
    }
    assertFalse(output.contains("Atza|"), "an access token is shown");
  }
}
