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
    return Command.runAlone(environment, "", List.of(arguments))
        .lacks(stage.application().clientSecret(), stage.application().refreshToken(), "Atza|");
  }

  @Test
  void theProgramReadsTheCredentialsAndItsExitCodeIsPassedOn() throws Exception {
    Application application = stage.application();
    String credentials =
        "%1$s %1$s %2$s %3$s %3$s "
            .formatted(
                application.clientId(), application.clientSecret(), application.refreshToken());

    Command command = exec("exec", "--app", "my-erp", "--", "sh", "-c", WRITES, "sh", "7").ends(7);
    assertEquals("", command.output());
    assertEquals(credentials + "\n", Files.readString(folder.resolve("out")));

    exec("exec", "--token", "sh", "-c", WRITES, "sh", "0").ends(0);
    String written = Files.readString(folder.resolve("out"));
    assertTrue(written.startsWith(credentials + "Atza|"), "with an access token");
  }

  @Test
  void nothingIsRunWithoutCredentials() throws Exception {
    stage.put(Stage.REFRESH_TOKEN, Stage.PLACEHOLDER);

    exec("exec", "--", "sh", "-c", WRITES, "sh", "0")
        .ends(1, "The refresh token is not stored yet, so nothing was run");
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void whatEndsItEndsTheProgramAndItsExitCodeIsTheProgramsOwn() throws Exception {
    Path started = folder.resolve("out");

    Command.interrupted(
            environment,
            "",
            List.of(
                "exec",
                "--",
                "sh",
                "-c",
                "trap 'exit 9' TERM; : >\"$OUT\"; while :; do sleep 0.1; done"),
            () -> Files.exists(started))
        .ends(9);
  }
}
