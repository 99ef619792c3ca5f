package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The snippets of docs/examples for programs in other languages, where their tool is there. */
@ExtendWith(SharedStage.class)
final class SnippetsTest {
  private static final Path SNIPPETS =
      Project.home().resolve("docs/examples/snippets").toAbsolutePath().normalize();

  /** A tool, how to see that it is there, and how it runs its snippet. */
  enum Tool {
    AWS_CLI(List.of("aws", "--version"), "sh", "read.sh", "the AWS command line"),
    PYTHON(List.of("python3", "-c", "import boto3"), "python3", "read.py", "python3 with boto3"),
    NODE(
        List.of("node", "-e", "import('@aws-sdk/client-ssm').catch(() => process.exit(1))"),
        "node",
        "read.mjs",
        "node with @aws-sdk/client-ssm (npm ci)");

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of, which gives one that is.
    private final List<String> probe;

    private final String program;
    private final String file;
    private final String spoken;

    Tool(List<String> probe, String program, String file, String spoken) {
      this.probe = probe;
      this.program = program;
      this.file = file;
      this.spoken = spoken;
    }

    boolean isThere() throws InterruptedException {
      return Bounded.succeeds(new ProcessBuilder(probe).directory(SNIPPETS.toFile()));
    }
  }

  private static final Set<Tool> INSTALLED = EnumSet.noneOf(Tool.class);

  private final Stage stage;

  SnippetsTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  static void lookForEachTool() throws Exception {
    for (Tool tool : Tool.values()) {
      if (tool.isThere()) {
        INSTALLED.add(tool);
      }
    }
  }

  private Command run(Tool tool, String... arguments) throws Exception {
    assumeTrue(INSTALLED.contains(tool), "skipped: " + tool.spoken + " is not installed");
    Map<String, String> environment = new TreeMap<>(stage.cloud().endpoints());
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("NODE_NO_WARNINGS", "1"); // the SDK warns of an older Node
    List<String> line = new ArrayList<>(List.of(tool.program));
    line.add(SNIPPETS.resolve(tool.file).toString());
    line.addAll(List.of(arguments));
    Command command = Command.runLine(environment, "", line);
    Application application = stage.application();
    for (String secret : List.of(application.clientSecret(), application.refreshToken())) {
      assertFalse(command.output().contains(secret), "a credential is shown");
    }
    return command;
  }

  @ParameterizedTest
  @EnumSource
  void readsEachCredentialByItsName(Tool tool) throws Exception {
    Application application = stage.application();

    Command command = run(tool, "my-erp").ends(0);
    assertEquals(
        "client id %d, client secret %d, refresh token %d characters"
            .formatted(
                application.clientId().length(),
                application.clientSecret().length(),
                application.refreshToken().length()),
        command.output().strip());
  }

  @ParameterizedTest
  @EnumSource
  void readsAnotherAuthorizationsToken(Tool tool) throws Exception {
    String token = stage.application().authorize(Region.EU) + "-of-acme";
    stage.create("/my-erp/authorizations/eu/acme", token);

    run(tool, "my-erp", "eu/acme").ends(0, "refresh token " + token.length() + " characters");
  }

  @ParameterizedTest
  @EnumSource
  void saysThatNothingIsStoredYet(Tool tool) throws Exception {
    stage.put(Stage.SECRET, Stage.PLACEHOLDER);

    run(tool, "my-erp").ends(1, Stage.SECRET + " holds the placeholder");
  }

  @ParameterizedTest
  @EnumSource
  void failsWhereThereIsNoSuchApplication(Tool tool) throws Exception {
    Command command = run(tool, "other-erp");

    assertTrue(command.exitCode() != 0, command.output());
    assertTrue(
        command.output().contains("ParameterNotFound")
            || command.output().contains("/other-erp/lwa/clientidentifier"),
        command.output());
  }
}
