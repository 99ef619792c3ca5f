package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README, from a checkout to a rotation. */
@Order(1)
final class NewcomerTest extends Newcomer {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Test
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
    for (int tries = 30;
        rotated.spoken().contains("less than two minutes ago") && tries > 0;
        tries--) {
      LockSupport.parkNanos(PAUSE.toNanos());
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
