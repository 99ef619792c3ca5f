package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles, sign-in and regions are taken as the AWS command line takes them. */
@ExtendWith(SharedStage.class)
final class ProfilesTest {
  private static final String CONFIG =
      """
      [default]
      region = eu-west-1

      [profile ops]
      region = us-east-1

      [profile elsewhere]
      region = eu-west-1

      [profile signin]
      sso_session = company
      sso_account_id = 123456789012
      sso_role_name = Operator
      region = us-east-1

      [sso-session company]
      sso_region = us-east-1
      sso_start_url = https://example.com/start
      """;
  private static final String CREDENTIALS =
      """
      [ops]
      aws_access_key_id = AKIDEXAMPLEOPS
      aws_secret_access_key = EXAMPLE-secret-of-ops

      [elsewhere]
      aws_access_key_id = AKIDEXAMPLEELSE
      aws_secret_access_key = EXAMPLE-secret-of-else
      """;

  private final Stage stage;
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path home = Path.of("");

  ProfilesTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.createDirectory(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), CONFIG);
    Files.writeString(home.resolve(".aws/credentials"), CREDENTIALS);
    environment.putAll(stage.cloud().endpoints());
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    // No keys and no region beside those of the files, unless a test says so.
    environment.put("AWS_REGION", "");
    environment.put("AWS_ACCESS_KEY_ID", "");
    environment.put("AWS_SECRET_ACCESS_KEY", "");
  }

  private Command lwa(String... arguments) throws Exception {
    Command command = Command.run(environment, "", List.of(arguments));
    assertFalse(command.output().contains("EXAMPLE-secret"), command.output());
    return command;
  }

  @Test
  void aProfileOnTheCommandLineGoesBeforeKeysInTheEnvironment() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLEENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "EXAMPLE-secret-of-env");

    assertTrue(
        lwa("doctor", "--profile", "ops").spoken().contains("user/AKIDEXAMPLEOPS in account"));
    assertTrue(
        lwa("doctor", "--region", "us-east-1").spoken().contains("user/AKIDEXAMPLEENV in account"));
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_PROFILE=ops, 0",
    "AWS_DEFAULT_PROFILE=ops, 0",
    "AWS_PROFILE=elsewhere, 1",
    "AWS_PROFILE=elsewhere AWS_DEFAULT_REGION=us-east-1, 0",
    "AWS_PROFILE=ops AWS_DEFAULT_REGION=eu-west-1, 1",
    "AWS_PROFILE=ops AWS_DEFAULT_REGION=eu-west-1 AWS_REGION=us-east-1, 0",
    "AWS_PROFILE=ops AWS_REGION=eu-west-1 --region=us-east-1, 0",
    "AWS_PROFILE=ops --region=eu-west-1, 1",
    "AWS_PROFILE=elsewhere --profile=ops, 0",
  })
  void theRegionIsTheFirstOfOptionVariablesAndProfile(String settings, int exitCode)
      throws Exception {
    List<String> line = new ArrayList<>(List.of("history"));
    for (String setting : settings.split(" ", -1)) {
      if (setting.startsWith("--")) {
        line.add(setting);
      } else {
        environment.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
      }
    }

    Command command = lwa(line.toArray(String[]::new)).ends(exitCode);
    assertEquals(1, exitCode == 0 ? 1 : command.output().lines().count(), command.output());
  }

  @Test
  void aRegionThatIsNowhereSetIsAskedForInASentence() throws Exception {
    Files.writeString(home.resolve(".aws/config"), "[default]\n");

    Command command = lwa("history").ends(1);
    assertEquals(
        "lwa history: No AWS region is set: give --region, set AWS_REGION, or name a --profile that has one.\n",
        command.output());
  }

  @ParameterizedTest
  @CsvSource({"status, 3", "check, 3", "rotate, 1", "put, 1"})
  void aProfileThatIsNotSignedInIsToSignIn(String name, int exitCode) throws Exception {
    Command command =
        name.equals("put")
            ? Command.run(
                environment,
                "EXAMPLE",
                List.of("put", "--profile", "signin", "--client-secret", "--from", "-"))
            : lwa(name, "--profile", "signin");

    command.ends(exitCode);
    assertEquals(1, command.output().lines().count(), command.output());
    assertTrue(command.output().contains("aws sso login --profile signin"), command.output());
  }

  @Test
  void theDoctorAsWellSaysHowToSignIn() throws Exception {
    lwa("doctor", "--profile", "signin").ends(3, "aws sso login --profile signin");
  }

  @Test
  void aProfileThatDoesNotExistAndMissingCredentialsAreNamed() throws Exception {
    lwa("history", "--profile", "nobody", "--region", "us-east-1")
        .ends(1, "There is no profile nobody");

    lwa("history", "--region", "us-east-1").ends(1, "No credentials of AWS were found");
  }

  /** The SDK says of each what only its makers understand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login_session = x|signs in by aws login, which this program cannot use",
        "sso_start_url = https://x.example\\nsso_region = us-east-1\\nsso_account_id = 1\\nsso_role_name = R|run aws sso login --profile odd",
        "role_arn = arn:aws:iam::123456789012:role/R\\nsource_profile = odd|correct its source_profile",
        "role_arn = arn:aws:iam::123456789012:role/R\\nsource_profile = elsewhere|correct its source_profile",
        "role_arn = arn:aws:iam::123456789012:role/R\\nweb_identity_token_file = /none|cannot be used as it is",
        "credential_process = /none|credential_process of the profile odd failed",
        "credential_process = /bin/echo EXAMPLE-secret|credential_process of the profile odd failed",
        "aws_access_key_id = AKIDEXAMPLE|lacks a part of its credentials",
        "EXAMPLE-secret|correct what stands on line"
      })
  void aProfileThatCannotBeUsedIsSaidToBeSo(String lines, String said) throws Exception {
    Files.writeString(
        home.resolve(".aws/config"),
        "[profile elsewhere]\n[profile odd]\nregion = us-east-1\n" + lines.replace("\\n", "\n"));
    Files.delete(home.resolve(".aws/credentials"));

    Command command = lwa("history", "--app", "my-erp", "--profile", "odd").ends(1);

    assertTrue(command.spoken().contains(said), command.output());
    assertEquals(1, command.output().lines().count(), command.output());
  }

  @Test
  void theFilesMayLieElsewhere() throws Exception {
    Path config = Files.move(home.resolve(".aws/config"), home.resolve("c"));
    Path credentials = Files.move(home.resolve(".aws/credentials"), home.resolve("k"));
    environment.put("AWS_CONFIG_FILE", config.toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());

    lwa("history", "--profile", "ops").ends(0);
  }
}
