package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** From AWS's blog sample: its parameters are there, one of them misspelt; then the stack comes. */
final class MigrationTest {
  private static final String MISSPELT = "/my-erp/lwa/cliensecret";
  private static final String THEIR_KEY = "alias/aws/ssm";

  private final LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads());
  private final SsmClient ssm = Clients.ssm(cloud.aws().endpoint());
  private final Application application = cloud.amazon().register();
  private final List<String> printed = new ArrayList<>();

  @BeforeEach
  void asTheBlogSays() {
    create(Stage.CLIENT_ID, application.clientId(), ParameterType.SECURE_STRING);
    create(MISSPELT, application.clientSecret(), ParameterType.SECURE_STRING);
    create(Stage.REFRESH_TOKEN, application.refreshToken(), ParameterType.SECURE_STRING);
  }

  @AfterEach
  void end() {
    try (cloud;
        ssm) {
      String all = cloud.output() + cloud.runs() + printed;
      assertFalse(all.contains(application.clientSecret()), "the secret is shown");
      assertFalse(all.contains(application.refreshToken()), "the refresh token is shown");
    }
  }

  private void create(String name, String value, ParameterType type) {
    ssm.putParameter(
        request -> {
          request.name(name).value(value).type(type);
          if (type == ParameterType.SECURE_STRING) {
            request.keyId(THEIR_KEY);
          }
        });
  }

  private Deployment deploy() {
    return cloud.deploy(Project.STACK, Project.template());
  }

  private Command lwa(String... arguments) throws Exception {
    Map<String, String> environment = new HashMap<>(cloud.endpoints());
    Command command = Command.run(environment, "", List.of(arguments));
    printed.add(command.output());
    return command;
  }

  private ParameterVersion newest(String name) {
    return cloud.aws().parameter(name).getLast();
  }

  private List<Long> versions() {
    return List.of(
        newest(Stage.CLIENT_ID).version(),
        newest(Stage.REFRESH_TOKEN).version(),
        newest(Stage.SECRET).version(),
        newest(MISSPELT).version());
  }

  private Findings doctor() throws Exception {
    return Findings.of(lwa("doctor", "--json"));
  }

  private String daysLeft() {
    return Answers.json(newest(Stage.RECORD).value()).path("expiresAt").asText();
  }

  @Test
  void theStackKeepsWhatIsThereTheDoctorNamesTheMisspellingAndAdoptMovesNoDeadSecret()
      throws Exception {
    deploy();

    assertEquals(List.of(1L, 1L, 1L, 1L), versions(), "nothing was written over");
    assertEquals(application.clientId(), newest(Stage.CLIENT_ID).value());
    assertEquals(THEIR_KEY, newest(Stage.CLIENT_ID).keyId().orElseThrow());
    assertEquals(Stage.PLACEHOLDER, newest(Stage.SECRET).value(), "created");

    doctor()
        .assertSaid(
            """
            /my-erp/lwa/cliensecret | bad |  | ./lwa adopt --app my-erp
            /my-erp/refreshToken | bad | another key | ./lwa adopt""");

    application.rotateInConsole();
    cloud.clock().advance(Duration.ofDays(8)); // the one that is stored is dead
    lwa("adopt", "--delete-old", "--confirm", "my-erp").ends(1, "Nothing was stored");
    assertEquals(List.of(1L, 1L, 1L, 1L), versions());
  }

  @Test
  void adoptMovesItUnderTheRightNameAndDeletesTheOldOneOnlyAfterAConfirmation() throws Exception {
    Instant stored = cloud.clock().instant();
    Deployment stack = deploy();
    cloud.clock().advance(Duration.ofDays(20));

    lwa("adopt", "--dry-run")
        .ends(
            0,
            "The client secret is stored under the misspelt name " + MISSPELT,
            "would store the client id, refresh token, client secret");
    assertEquals(List.of(1L, 1L, 1L, 1L), versions());

    Command command = lwa("adopt").ends(0);
    assertEquals(application.clientSecret(), newest(Stage.SECRET).value());
    String key = newest(Stage.SECRET).keyId().orElseThrow();
    assertTrue(key.startsWith("arn:aws:kms:"), key);
    for (String name : List.of(Stage.CLIENT_ID, Stage.REFRESH_TOKEN, Stage.SECRET)) {
      assertEquals(key, newest(name).keyId().orElseThrow(), name);
      assertEquals("SecureString", newest(name).type(), name);
    }
    assertEquals("Advanced", newest(Stage.SECRET).tier());
    assertTrue(newest(Stage.SECRET).policies().getFirst().contains("\"150\""));
    assertEquals(
        stored.plus(Duration.ofDays(180)),
        Instant.parse(daysLeft()),
        "180 days after the sample's parameter was written, not after the move");
    assertEquals(List.of(2L, 2L, 2L, 1L), versions(), "the old one is as it was");
    assertTrue(command.spoken().contains(MISSPELT + " is still there"), command.output());
    Answers.answer(cloud.invoke(stack.function("io.lwarotation.handler.CallSpApiHandler"), "{}"));

    lwa("adopt").ends(0, "Nothing to adopt");
    assertEquals(List.of(2L, 2L, 2L, 1L), versions());
    doctor().assertSaid(MISSPELT + " | warn |  |");

    lwa("adopt", "--delete-old").ends(1, "was not deleted");
    lwa("adopt", "--delete-old", "--confirm", "my-shop").ends(1);
    lwa("adopt", "--delete-old", "--dry-run").ends(0, "would delete " + MISSPELT);
    assertEquals(1, newest(MISSPELT).version());

    lwa("adopt", "--delete-old", "--confirm", "my-erp").ends(0);
    assertEquals(List.of(), cloud.aws().parameter(MISSPELT));
    assertEquals(application.clientSecret(), newest(Stage.SECRET).value());
  }

  @Test
  void whatLiesUnencryptedIsToBeRotated() throws Exception {
    ssm.deleteParameter(request -> request.name(Stage.REFRESH_TOKEN));
    create(Stage.REFRESH_TOKEN, application.refreshToken(), ParameterType.STRING);
    deploy();

    assertEquals(1, newest(Stage.REFRESH_TOKEN).version(), "kept as it is");
    doctor().assertSaid(Stage.REFRESH_TOKEN + " | bad | is stored unencrypted |");
    lwa("adopt").ends(1, "is not a SecureString");
    assertEquals(List.of(1L, 1L, 1L, 1L), versions());
  }

  @Test
  void placeholdersAreNothingToAdoptAndNotWell() throws Exception {
    for (String name : List.of(Stage.CLIENT_ID, MISSPELT, Stage.REFRESH_TOKEN)) {
      ssm.deleteParameter(request -> request.name(name));
    }
    deploy();

    lwa("adopt")
        .ends(
            1,
            "no usable client id, client secret, refresh token is stored. Store what is missing: ./lwa put --app my-erp")
        .lacks("✓");
  }
}
