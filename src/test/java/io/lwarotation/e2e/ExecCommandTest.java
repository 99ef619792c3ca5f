package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lwa exec}: the program gets the credentials, and nobody else. */
@ExtendWith(SharedStage.class)
final class ExecCommandTest {
  private static final String WRITES =
      "printf '%s\\n' \"$LWA_CLIENT_ID $LWA_APP_ID $LWA_CLIENT_SECRET $LWA_REFRESH_TOKEN"
          + " $SP_API_REFRESH_TOKEN $LWA_ACCESS_TOKEN\" >\"$OUT\"; exit \"$1\"";

  private final Stage stage;
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  ExecCommandTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void locate() {
    environment.putAll(stage.cloud().endpoints());
    environment.put("OUT", folder.resolve("out").toString());
  }

  private Command exec(String... arguments) throws Exception {
    Command command = Command.runAlone(environment, "", List.of(arguments));
    for (String secret :
        List.of(stage.application().clientSecret(), stage.application().refreshToken(), "Atza|")) {
      assertFalse(command.output().contains(secret), command.output());
    }
    return command;
  }

  @Test
  void theProgramReadsTheCredentialsAndItsExitCodeIsPassedOn() throws Exception {
    Application application = stage.application();
    String credentials =
        "%1$s %1$s %2$s %3$s %3$s "
            .formatted(
                application.clientId(), application.clientSecret(), application.refreshToken());

    Command command = exec("exec", "--app", "my-erp", "--", "sh", "-c", WRITES, "sh", "7");

    assertEquals(7, command.exitCode(), command.output());
    assertEquals("", command.output());
    assertEquals(credentials + "\n", Files.readString(folder.resolve("out")));

    Command withToken = exec("exec", "--token", "sh", "-c", WRITES, "sh", "0");
    assertEquals(0, withToken.exitCode(), withToken.output());
    String written = Files.readString(folder.resolve("out"));
    assertTrue(written.startsWith(credentials + "Atza|"), "with an access token");
  }

  @Test
  void nothingIsRunWithoutCredentials() throws Exception {
    stage.put(Stage.REFRESH_TOKEN, Stage.PLACEHOLDER);

    Command command = exec("exec", "--", "sh", "-c", WRITES, "sh", "0");

    assertEquals(1, command.exitCode(), command.output());
    assertTrue(
        command.output().contains("The refresh token is not stored yet, so nothing was run"),
        command.output());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void whatEndsItEndsTheProgramAndItsExitCodeIsTheProgramsOwn() throws Exception {
    Path started = folder.resolve("out");

    Command command =
        Command.interrupted(
            environment,
            "",
            List.of(
                "exec",
                "--",
                "sh",
                "-c",
                "trap 'exit 9' TERM; : >\"$OUT\"; while :; do sleep 0.1; done"),
            () -> Files.exists(started));

    assertEquals(9, command.exitCode(), command.output());
  }
}
