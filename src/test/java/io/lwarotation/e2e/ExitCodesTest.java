package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes that the help pages promise, as far as no other test meets them. */
@ExtendWith(SharedStage.class)
final class ExitCodesTest {
  private final Stage stage;

  ExitCodesTest(Stage stage) {
    this.stage = stage;
  }

  private Command lwa(String line) throws Exception {
    return Command.run(stage.cloud().endpoints(), "", List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "--help, 0",
    "--version, 0",
    "notices --preview --app my-shop --automatic, 0",
    "notices, 64",
    "simulate --seeds 0, 64",
    "simulate --first -1, 64",
    "demo --frob, 64",
    "put --from, 64",
    "put --authorized 2026-01-01, 64",
    "put --authorization acme, 64",
    "put --authorization eu/acme --client-id, 64",
    "check --all --authorization eu/acme, 64",
    "check --authorization xx/acme, 64",
    "forget acme, 64",
    "adopt --from-app my-other, 64",
    "adopt --from-app my-erp --authorization eu/main, 64",
    "adopt --from-app My_Erp --authorization eu/main, 64",
    "status --app -x, 64",
    "rotate --timeout 1441, 64",
    "doctor --app My_Erp, 64",
    "drill --wait 601, 64",
    "import, 64",
    "cost, 0",
    "bench --starts 0, 64",
    "bench --starts many, 64"
  })
  void isWhatTheHelpPageSays(String line, int exitCode) throws Exception {
    Command command = lwa(line).ends(exitCode).lacks("\tat ");
    if (exitCode == 64) {
      assertTrue(command.output().contains("--help"), command.output());
    }
  }

  /** As a process of its own: it ends itself. */
  @ParameterizedTest
  @CsvSource({"simulate --seeds 20, 0", "simulate --seeds 1 --mutants, 1"})
  void ofASimulationSaysWhatItFound(String line, int exitCode) throws Exception {
    Command.runAlone(Map.of(), "", List.of(line.split(" ", -1))).ends(exitCode).lacks("\tat ");
  }

  @Test
  void aDemoWithoutABuildIsOneSentenceAndExitCode1(@TempDir Path empty) throws Exception {
    List<String> line =
        Command.line(List.of("demo")).stream()
            .map(word -> word.startsWith("-Dlwa.home=") ? "-Dlwa.home=" + empty : word)
            .toList();

    Command command = Command.runLine(stage.cloud().endpoints(), "", line).ends(1);
    assertEquals(1, command.output().lines().count(), command.output());
    assertTrue(command.output().contains("is not there"), command.output());
  }

  @ParameterizedTest
  @CsvSource({"status --app my-erp, 3", "check, 3", "history, 1", "rollback --dry-run, 1"})
  void aRightThatIsMissingIsOneSentence(String line, int exitCode) throws Exception {
    for (String operation : List.of("GetParameters", "GetParameterHistory")) {
      stage.cloud().aws().faults().next(2, "ssm", operation, new Fault.AccessDenied());
    }

    Command command = lwa(line);
    stage.forgetFaults();

    command.ends(exitCode);
    assertEquals(1, command.output().lines().count(), command.output());
    assertTrue(command.output().contains("lack the right ssm:GetParameter"), command.output());
  }

  @Test
  void verboseShowsWhereAndNoCredential() throws Exception {
    stage.cloud().aws().faults().next(1, "ssm", "GetParameters", new Fault.AccessDenied());
    Map<String, String> session = new HashMap<>(stage.cloud().endpoints());
    String token = "EXAMPLEtoken0123456789".repeat(4);
    session.put("AWS_SESSION_TOKEN", token);
    List<String> line = new ArrayList<>(List.of("put", "--verbose", "--from", "-"));

    Command command = Command.run(session, Stage.typed(stage.application()), line).ends(1);
    assertTrue(command.output().contains("    at io.lwarotation.cli.put."), command.output());
    assertTrue(command.output().contains("AccessDeniedException"), command.output());
    command.lacks(
        token,
        "EXAMPLE-secret-access-key",
        stage.application().clientSecret(),
        stage.application().refreshToken());
  }
}
