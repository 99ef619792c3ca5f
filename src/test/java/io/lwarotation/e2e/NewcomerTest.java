package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Engine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What a newcomer does: the commands of the README's "Deploy it into your account", as written
 * there and in their order, in a folder with a space, from a checkout where nothing is built to a
 * deployed stack that calls SP-API. ministack stands for AWS, FakeAmazon for Amazon.
 */
final class NewcomerTest {
  private static final Set<String> NOT_COMMITTED =
      Set.of(".git", "target", "node_modules", "cdk.out");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern OUTPUT = Pattern.compile("lwa-my-erp\\.(\\w+) = (\\S+)");

  @TempDir private Path temporary = Path.of("");
  private Path checkout = Path.of("");
  private Map<String, String> environment = Map.of();

  @Test
  @Timeout(value = 20 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void comesFromTheCheckoutToACallByTheCommandsOfTheReadme() throws Exception {
    MovableClock clock = MovableClock.at(Instant.now());
    try (FakeAmazon amazon = FakeAmazon.start(clock)) {
      Map<String, String> endpoints =
          Map.of(
              "LWA_TOKEN_ENDPOINT", amazon.tokenEndpoint().toString(),
              "SP_API_ENDPOINT", amazon.spApiEndpoint().toString());
      try (Engine aws =
          Engine.startOr(Engine.Name.MINISTACK, endpoints, TestAbortedException::new)) {
        checkout = copyTo(temporary.resolve("a newcomer/lwa-rotation"));
        environment = environment(aws, endpoints);
        Application application = amazon.register("my-erp");
        follow(application);
      }
    }
  }

  private void follow(Application application) throws Exception {
    List<String> commands = commands();
    assertEquals(6, commands.size(), commands::toString);

    succeeds(at(commands.get(0)));
    succeeds(at(commands.get(1)));
    Command deployed = succeeds(at(commands.get(2)).type("(y/n)", "y\n"));
    succeeds(
        at(commands.get(3))
            .type("Client id", application.clientId() + "\n")
            .type("Client secret", application.clientSecret() + "\n")
            .type("Refresh token", application.refreshToken() + "\n"));
    // Not all is well: ministack knows no conditions of rights, and nothing of SMS.
    String examined = at(commands.get(4)).run().spoken();
    for (String function : List.of("call", "watch", "parameters")) {
      assertTrue(examined.contains("✓ function of the " + function), examined);
    }
    // The version of the AWS command line that pip serves knows no such option, and needs none.
    String call = commands.get(5).replace("--cli-binary-format raw-in-base64-out ", "");
    String called =
        succeeds(
                at(
                    call.replace(
                        "NAME-FROM-THE-OUTPUTS", output(deployed, "CallSpApiFunctionName"))))
            .output();
    assertTrue(called.contains("\"status\": \"ok\""), called);
    String watched = invoke(deployed, "WatchFunctionName");
    assertTrue(watched.contains("\"daysLeft\": 179"), watched);
  }

  private String invoke(Command deployed, String name) throws Exception {
    return succeeds(
            at(
                "aws lambda invoke --function-name %s --payload '{}' answer.json && cat answer.json"
                    .formatted(output(deployed, name))))
        .output();
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

  private static List<String> commands() throws IOException {
    String page = Files.readString(Project.home().resolve("README.md"));
    String section = page.substring(page.indexOf("\n## Deploy it into your account\n") + 1);
    return section
        .substring(0, section.indexOf("\n### "))
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

  private static Path copyTo(Path checkout) throws IOException {
    Path home = Project.home().toAbsolutePath().normalize();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COMMITTED.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(checkout.resolve(home.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, checkout.resolve(home.relativize(file)), LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
    return checkout;
  }
}
