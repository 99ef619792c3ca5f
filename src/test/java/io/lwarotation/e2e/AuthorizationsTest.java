package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  static void deploy(@TempDir Path folder) throws Exception {
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

  private static String authorize(Region region) {
    String token = stage.application().authorize(region);
    tokens.add(token);
    return token;
  }

  private static Command lwa(String input, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--app", "my-erp"));
    Command run = Command.run(stage.cloud().endpoints(), input, line);
    seen.append(run.output());
    return run;
  }

  private static Command put(String name, String token) throws Exception {
    return lwa(token, "put", "--authorization", name, "--from", "-");
  }

  private static ParameterVersion parameter(String name) {
    return stage.cloud().aws().parameter(PATH + name).getLast();
  }

  private static String deliveries() {
    return stage.cloud().aws().deliveries().toString();
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
            lwa("", "forget", name, "--confirm", name),
            lwa("", "adopt", "--from-app", "nobody", "--authorization", name))) {
      assertTrue(run.exitCode() != 0, run.output());
      assertTrue(run.spoken().contains(reason), run.output());
      assertFalse(run.output().contains("MARKER-EXAMPLE"), run.output());
    }
    Answers.failure("Unexpected", stage.call("{\"authorization\":\"" + name + "\"}"));
  }

  @Test
  @Order(3)
  void aTokenOfAnotherClientOrRegionIsRefusedAndNothingIsStored() throws Exception {
    String other = stage.cloud().amazon().register().refreshToken();
    tokens.add(other);
    put("na/foreign", other).ends(1, "Nothing was stored", "Reauthorize");

    put("na/elsewhere", authorize(Region.EU)).ends(1, "Nothing was stored");
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/foreign"));
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/elsewhere"));
  }

  @Test
  @Order(5)
  void oneThatIsRevokedCostsTheOthersNothing() throws Exception {
    String revoked = authorize(Region.NA);
    put("na/revoked", revoked).ends(0);
    call("na/revoked");
    call("na/acme");
    Answers.answer(stage.call("{}"));
    stage.application().revoke(revoked);
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
  @Order(7)
  void theSweepTriesAllAndTellsOnceOfTheRevokedOne() throws Exception {
    stage
        .ssm()
        .putParameter(
            request ->
                request.name(PATH + "notes").value("not a token").type(ParameterType.STRING));
    try (LambdaHost sweep = sweep()) {
      String first = Answers.answer(sweep.invoke("{}")).toString();
      assertTrue(first.contains("\"outcomes\":{\"Reauthorize\":1,\"ok\":1}"), first);
      assertTrue(first.contains("\"digest\":true"), first);
      assertTrue(
          deliveries().contains("na/revoked: revoked since "), AuthorizationsTest::deliveries);
      String second = Answers.answer(sweep.invoke("{}")).toString();
      assertTrue(second.contains("\"digest\":false"), second);
      assertTrue(sweep.output().contains("/my-erp/authorizations/notes is not an authorization"));
      assertTrue(sweep.output().contains("\"AuthorizationsReauthorize\":1"));
      seen.append(sweep.output());
    }
    seen.append(stage.newest(STATE).value());
  }

  /** The sweep as its stack would run it: setting sweep=true. */
  private static LambdaHost sweep() {
    Map<String, String> environment = new HashMap<>(stage.function().environment());
    environment.putAll(stage.cloud().endpoints());
    environment.put("LWA_SWEEP_PARAMETER", STATE);
    environment.put("LWA_PUBLIC", "false");
    DeployedFunction watch = stage.stack().function("io.lwarotation.handler.WatchHandler");
    environment.put(
        "LWA_TOPIC_ARN", Objects.requireNonNull(watch.environment().get("LWA_TOPIC_ARN")));
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
    Command list =
        lwa("", "authorizations")
            .ends(1, "Reauthorize since ", PATH + "notes is not an authorization");
    assertTrue(list.output().indexOf("revoked") < list.output().indexOf("acme"), list.output());

    String doctor = lwa("", "doctor").spoken();
    assertTrue(doctor.contains("2 stored, 1 of them needs attention"), doctor);
    assertTrue(doctor.contains("./lwa authorizations"), doctor);
    lwa("", "authorizations", "--json")
        .ends(1, "\"outcome\" : \"Reauthorize\"", "\"outcome\" : \"ok\"");
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
        """
        name,region,token,authorized
        one,na,%s,
        two,na,Atzr|EXAMPLE-of-nobody,
        three,na,%s,2020-01-31
        """
            .formatted(authorize(Region.NA), authorize(Region.NA));
    lwa(csv, "import", "--from", "-")
        .ends(1, "line 3, na/two is not stored", "2 stored, 0 already stored, 1 not");
    assertEquals("2020-01-31", stage.newest(PATH + "na/three/authorized").value());

    lwa(csv, "import", "--from", "-").ends(1, "0 stored, 2 already stored, 1 not");
    assertEquals(1, parameter("na/one").version());

    lwa("name,region,token\nx,de,Atzr|EXAMPLE\n", "import", "--from", "-")
        .ends(1, "line 2 has no region na, eu or fe");
  }

  @Test
  @Order(11)
  void forgetAsksAndSaysWhatStays() throws Exception {
    assertTrue(lwa("", "forget", "na/revoked").exitCode() != 0);
    assertFalse(stage.cloud().aws().parameter(PATH + "na/revoked").isEmpty());

    lwa("", "forget", "na/revoked", "--confirm", "na/revoked")
        .ends(0, "The authorization at Amazon stays");
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "na/revoked"));
  }

  @Test
  @Order(12)
  void adoptTakesTheTokenOfAnotherStackOfTheSameClientOver() throws Exception {
    String token = authorize(Region.EU);
    storeOther("lwa/clientidentifier", stage.application().clientId());
    storeOther("lwa/clientsecret", stage.application().clientSecret());
    storeOther("refreshToken", token);
    storeOther("lwa/rotation", Stage.PLACEHOLDER);
    lwa("", "adopt", "--from-app", "my-erp-eu", "--authorization", "eu/main", "--dry-run").ends(0);
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "eu/main"));

    lwa("", "adopt", "--from-app", "my-erp-eu", "--authorization", "eu/main")
        .ends(0, "npx cdk destroy lwa-my-erp-eu");
    assertEquals(token, parameter("eu/main").value());
    assertTrue(call("eu/main").contains("\"authorization\":\"eu/main\""));

    storeOther("lwa/clientidentifier", "amzn1.application-oa2-client.EXAMPLEother");
    lwa("", "adopt", "--from-app", "my-erp-eu", "--authorization", "eu/other")
        .ends(1, "has another client id");
    assertEquals(List.of(), stage.cloud().aws().parameter(PATH + "eu/other"));
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

  @Test
  @Order(13)
  void noTokenIsInWhatWasSaid() {
    String output = seen + stage.cloud().output() + deliveries();
    for (String token : tokens) {
      assertFalse(output.contains(token), "a refresh token is shown");
    }
    assertFalse(output.contains("Atza|"), "an access token is shown");
  }
}
