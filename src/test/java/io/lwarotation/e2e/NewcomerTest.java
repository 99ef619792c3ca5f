package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Engine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/**
 * The commands of a page, as written and in their order, in a folder with a space, to a stack that
 * calls SP-API and rotates; from a checkout, and from a release's zip. ministack stands for AWS.
 */
@Order(1)
final class NewcomerTest {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern OUTPUT = Pattern.compile("lwa-my-erp\\.(\\w+) = (\\S+)");

  private final MovableClock clock = MovableClock.at(Instant.now());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path shared;

  @TempDir private Path temporary = Path.of("");
  private Path checkout = Path.of("");
  private Map<String, String> environment = Map.of();

  @Test
  @Execution(ExecutionMode.CONCURRENT) // beside the two below, which share what is released
  @Timeout(value = 40 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void comesFromTheCheckoutToARotationByTheCommandsOfTheReadme() throws Throwable {
    follow(
        "README.md",
        "Deploy it into your account",
        () -> checkout = copyTo(temporary.resolve("a newcomer/lwa-rotation")),
        reached -> {
          // The version of the AWS command line that pip serves knows no such option, and needs
          // none.
          String call =
              reached
                  .last()
                  .replace("--cli-binary-format raw-in-base64-out ", "")
                  .replace(
                      "NAME-FROM-THE-OUTPUTS", output(reached.deployed(), "CallSpApiFunctionName"));
          String called = succeeds(at(call)).output();
          assertTrue(called.contains("\"status\": \"ok\""), called);
          String watch = output(reached.deployed(), "WatchFunctionName");
          String payload = " --payload '{}' answer.json && cat answer.json";
          String watched =
              succeeds(at("aws lambda invoke --function-name " + watch + payload)).output();
          assertTrue(watched.contains("\"daysLeft\": 179"), watched);
          rotate(reached);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deploy with the CDK", "Deploy with CloudFormation"})
  @Timeout(value = 20 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void comesFromTheReleaseToACallByTheCommandsOfItsPageAndWithoutMaven(String section)
      throws Throwable {
    follow(
        "docs/install.md",
        section,
        () -> {
          checkout = Releases.unpackedOnce(shared);
          Path mvn = Files.writeString(temporary.resolve("mvn"), "#!/bin/sh\nexit 9\n");
          Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
          environment.put("PATH", temporary + ":" + environment.get("PATH"));
        },
        reached -> {
          String status = at(reached.last()).run().spoken();
          assertTrue(status.contains("179 days left"), status);
          String page = Files.readString(checkout.resolve("status.html"));
          assertTrue(page.contains("179 days left"), page);
          Command demo = at("./lwa demo").run();
          assertEquals(64, demo.exitCode(), demo.output());
          assertTrue(demo.output().contains("needs a checkout"), demo.output());
        });
  }

  /** Where the page's last command is to be typed. */
  private record Reached(
      List<String> commands, Command deployed, FakeAmazon amazon, Application application) {
    String last() {
      return commands.getLast();
    }
  }

  private void follow(
      String page, String section, Executable beginning, ThrowingConsumer<Reached> ending)
      throws Throwable {
    try (FakeAmazon amazon = FakeAmazon.start(clock)) {
      Map<String, String> endpoints =
          Map.of(
              "LWA_TOKEN_ENDPOINT", amazon.tokenEndpoint().toString(),
              "SP_API_ENDPOINT", amazon.spApiEndpoint().toString());
      try (Engine aws =
          Engine.startOr(Engine.Name.MINISTACK, endpoints, TestAbortedException::new)) {
        environment = environment(aws, endpoints);
        beginning.execute();
        List<String> commands = commands(page, section);
        assertTrue(commands.size() > 4, commands::toString);
        Application application = amazon.register();
        ending.accept(new Reached(commands, follow(commands, application), amazon, application));
      }
    }
  }

  /** Types all commands but the last; returns what the deploy said. */
  private Command follow(List<String> commands, Application application) throws Exception {
    Command deployed = new Command(1, "");
    for (String command : commands.subList(0, commands.size() - 1)) {
      Terminal terminal = at(command);
      if (command.startsWith("./lwa doctor")) {
        assertWell(
            terminal,
            "role of the call",
            "function of the call",
            "function of the watch",
            "function of the parameters");
      } else if (command.startsWith("./lwa put")) {
        succeeds(
            terminal
                .type("Client id", application.clientId() + "\n")
                .type("Client secret", application.clientSecret() + "\n")
                .type("Refresh token", application.refreshToken() + "\n"));
      } else if (command.contains(" deploy ")) {
        boolean asks = command.startsWith("npx cdk");
        deployed = succeeds(asks ? terminal.type("(y/n)", "y\n") : terminal);
      } else {
        succeeds(terminal);
      }
    }
    return deployed;
  }

  /** Not all is well: ministack knows nothing of SMS. */
  private static void assertWell(Terminal doctor, String... subjects) throws Exception {
    String examined = doctor.run().spoken();
    for (String subject : subjects) {
      assertTrue(examined.contains("✓ " + subject), examined);
    }
  }

  /** What "Let it rotate by itself" says, a drill, and a rotation. */
  private void rotate(Reached reached) throws Exception {
    String deploy =
        reached.commands().stream()
            .filter(command -> command.startsWith("npx cdk deploy "))
            .findFirst()
            .orElseThrow();
    Command automatic = succeeds(at(deploy + " -c rotation=automatic").type("(y/n)", "y\n"));
    String queue = output(automatic, "NewSecretQueueArn");
    Application application = reached.application();
    application.registerNewSecretQueue(
        URI.create(
            environment.get("AWS_ENDPOINT_URL")
                + queue.substring("arn:aws:sqs:us-east-1".length()).replace(':', '/')));
    assertWell(
        at("./lwa doctor --app my-erp"),
        "role of the rotation",
        "role of new secrets",
        "function of the rotation",
        "function of new secrets");
    succeeds(at("./lwa drill --app my-erp --wait 0"));
    String before = application.clientSecret();
    Command rotated = rotateNow();
    // Not before what was put is two minutes old.
    for (int tries = 300;
        rotated.spoken().contains("less than two minutes ago") && tries > 0;
        tries--) {
      rotated = rotateNow();
    }
    assertEquals(0, rotated.exitCode(), rotated.output());
    assertNotEquals(before, application.clientSecret());
    String read =
        "aws ssm get-parameter --name /my-erp/lwa/clientsecret --with-decryption --query Parameter.Value --output text";
    assertEquals(application.clientSecret(), succeeds(at(read)).output().strip());
    String status = at("./lwa status --app my-erp").run().spoken();
    assertTrue(status.contains("179 days left"), status);
  }

  private Command rotateNow() throws Exception {
    clock.moveTo(Instant.now()); // Amazon's clock stands still else
    return at("./lwa rotate --now --app my-erp")
        .type("Type", "my-erp\n")
        .run(Duration.ofMinutes(16)); // a delivery that failed comes again
  }

  private static String output(Command deployed, String name) {
    Matcher outputs = OUTPUT.matcher(COLOUR.matcher(deployed.output()).replaceAll(""));
    return outputs
        .results()
        .filter(output -> output.group(1).equals(name))
        .map(output -> output.group(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no output " + name + ": " + deployed.output()));
  }

  private static List<String> commands(String file, String heading) throws IOException {
    String page = Files.readString(Project.home().resolve(file));
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + 1);
    return section
        .substring(0, section.indexOf("\n##"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("$ "))
        .map(line -> line.substring(2))
        .toList();
  }

  private Terminal at(String command) throws InterruptedException {
    return Terminal.of(
        environment, List.of("sh", "-c", "cd \"$0\" && " + command, checkout.toString()));
  }

  private static Command succeeds(Terminal terminal) throws Exception {
    Command command = terminal.run(Duration.ofMinutes(10)); // a whole build among them
    assertEquals(0, command.exitCode(), command.output());
    return command;
  }

  private static Map<String, String> environment(Engine aws, Map<String, String> endpoints)
      throws Exception {
    String tools =
        Command.runLine(
                Map.of(),
                "",
                List.of("sh", Project.home() + "/bin/engine", "--environment", "ministack"))
            .output()
            .strip();
    Map<String, String> environment = new HashMap<>(endpoints);
    environment.put("AWS_ENDPOINT_URL", "http://localhost:" + aws.endpoint().getPort());
    environment.put(
        "AWS_ACCESS_KEY_ID", "123456789012"); // ministack: the account that it stands for
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("PATH", tools + "/bin:" + System.getenv("PATH"));
    environment.put("NO_COLOR", "1");
    environment.put("MAVEN_OPTS", "-DskipTests=true"); // this build runs them
    return environment;
  }

  /** What is committed, or would be. */
  private static Path copyTo(Path checkout) throws Exception {
    Files.createDirectories(checkout);
    String copy =
        "tar -C \"$0\" -cf - --exclude=.git --exclude=target --exclude=node_modules"
            + " --exclude=cdk.out . | tar -C \"$1\" -xf -";
    String home = Project.home().toAbsolutePath().normalize().toString();
    Command.runLine(Map.of(), "", List.of("sh", "-c", copy, home, checkout.toString())).ends(0);
    return checkout;
  }
}
