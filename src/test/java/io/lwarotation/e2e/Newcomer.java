package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The commands of a page, as written and in their order, in a folder with a space, to a stack that
 * calls SP-API. ministack stands for AWS.
 */
abstract class Newcomer {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern OUTPUT = Pattern.compile("lwa-my-erp\\.(\\w+) = (\\S+)");

  final MovableClock clock = MovableClock.at(Instant.now());

  @TempDir Path temporary = Path.of("");
  Path checkout = Path.of("");
  Map<String, String> environment = Map.of();

  /** Where the page's last command is to be typed. */
  record Reached(List<String> commands, Command deployed, Application application) {
    String last() {
      return commands.getLast();
    }
  }

  final void follow(
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
        ending.accept(new Reached(commands, follow(commands, application), application));
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
  static void assertWell(Terminal doctor, String... subjects) throws Exception {
    String examined = doctor.run().spoken();
    for (String subject : subjects) {
      assertTrue(examined.contains("✓ " + subject), examined);
    }
  }

  static String output(Command deployed, String name) {
    Matcher outputs = OUTPUT.matcher(COLOUR.matcher(deployed.output()).replaceAll(""));
    return outputs
        .results()
        .filter(output -> output.group(1).equals(name))
        .map(output -> output.group(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no output " + name + ": " + deployed.output()));
  }

  static List<String> commands(String file, String heading) throws IOException {
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

  final Terminal at(String command) throws InterruptedException {
    return Terminal.of(
        environment, List.of("sh", "-c", "cd \"$0\" && " + command, checkout.toString()));
  }

  static Command succeeds(Terminal terminal) throws Exception {
    Command command = terminal.run(Duration.ofMinutes(10)); // a whole build among them
    assertEquals(0, command.exitCode(), command.output());
    return command;
  }

  static Map<String, String> environment(Engine aws, Map<String, String> endpoints)
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
}
