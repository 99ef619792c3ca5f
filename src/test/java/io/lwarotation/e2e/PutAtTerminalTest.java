package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./lwa put} with a person at a terminal. */
@ExtendWith(SharedStage.class)
final class PutAtTerminalTest {
  private static final String WRONG = "amzn1.oa2-cs.v1.MARKER-EXAMPLE-wrong";
  private static final String ASKS = "Client secret";
  private static final String CONFIRMS = "to store them anyway: ";

  private final Stage stage;
  private final Map<String, String> environment;

  @TempDir private Path folder = Path.of("");

  PutAtTerminalTest(Stage stage) {
    this.stage = stage;
    this.environment = stage.cloud().endpoints();
  }

  private static void assertNoEcho(Command command) {
    assertFalse(command.output().contains("amzn1.oa2-cs.v1.M"), command.output());
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1", "TERM, dumb"})
  void showsNoColoursWhereTheyAreNotWanted(String variable, String value) throws Exception {
    Map<String, String> plain = new HashMap<>(environment);
    plain.put(variable, value);

    Terminal.lwa(plain, "put", "--client-secret", "--dry-run")
        .type(ASKS, stage.application().clientSecret() + "\n")
        .run()
        .ends(0)
        .lacks("\u001b[");
  }

  @Test
  void showsWhereItGoesThenAsksWithoutEchoAndAgainAfterAnEmptyAnswer() throws Exception {
    String fresh = stage.application().rotateInConsole();

    Command command =
        Terminal.lwa(environment, "put", "--client-secret")
            .type(ASKS, "\n")
            .type(ASKS, "  \n")
            .type(ASKS, fresh + "\n")
            .run()
            .ends(0)
            .lacks(fresh);
    assertTrue(command.output().contains("\u001b[32m"), "colours on a terminal");
    String before = command.spoken().substring(0, command.spoken().indexOf(ASKS));
    assertTrue(
        before.contains(
            "Application my-erp, stack lwa-my-erp Account 123456789012, region us-east-1 As"
                + " arn:aws:iam::123456789012:user/AKIDEXAMPLE"),
        command.output());
    assertTrue(command.output().contains("Nothing was typed."), command.output());
    assertEquals(fresh, stage.newest(Stage.SECRET).value());
  }

  @Test
  void anApplicationThatDoesNotExistIsToldBeforeAnythingIsAsked() throws Exception {
    Terminal.lwa(environment, "put", "--app", "other-erp")
        .type(ASKS, "never\n")
        .run()
        .ends(1, "no stack lwa-other-erp in account")
        .lacks("(amzn1");
  }

  @Test
  void forceStoresWhatDoesNotWorkAfterItsRiskWasConfirmed() throws Exception {
    Command command =
        Terminal.lwa(environment, "put", "--client-secret", "--force")
            .type(ASKS, WRONG + "\n")
            .type(CONFIRMS, "my-erp\n")
            .run()
            .ends(0, "every call of my-erp fails", "These credentials do not work");
    assertEquals(WRONG, stage.newest(Stage.SECRET).value());
    assertNoEcho(command);
  }

  @ParameterizedTest
  @CsvSource({"MY-ERP\\n", "\\n", "end"})
  void forceStoresNothingWithoutTheNameOfTheApplication(String answer) throws Exception {
    long before = stage.newest(Stage.SECRET).version();
    String typed = answer.equals("end") ? Terminal.CTRL_D : answer.replace("\\n", "\n");

    Command command =
        Terminal.lwa(environment, "put", "--client-secret", "--force")
            .type(ASKS, WRONG + "\n")
            .type(CONFIRMS, typed)
            .run()
            .ends(1, "nothing was stored");
    assertEquals(before, stage.newest(Stage.SECRET).version());
    assertNoEcho(command);
  }

  @Test
  void ctrlCAtAQuestionStoresNothing() throws Exception {
    long before = stage.newest(Stage.SECRET).version();
    stage.clearJournals();

    Command command =
        Terminal.lwa(environment, "put", "--client-secret", "--force")
            .type(ASKS, WRONG + "\n")
            .type(CONFIRMS, Terminal.CTRL_C)
            .run()
            .ends(130);
    assertEquals(before, stage.newest(Stage.SECRET).version());
    assertEquals(0, stage.cloud().aws().journal().count("ssm", "PutParameter"));
    assertNoEcho(command);
  }

  @Test
  void noProcessHasTheSecretInItsArgumentsOrVariables() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: there is no /proc here");
    Path gate = folder.resolve("gate");
    Terminal terminal =
        Terminal.lwa(environment, "put", "--client-secret", "--force")
            .type(ASKS, WRONG + "\n")
            .typeThrough(gate, CONFIRMS, "no\n");
    CompletableFuture<Command> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return terminal.run();
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    for (int i = 0; !Files.exists(gate) && !running.isDone() && i < 1200; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }

    List<String> told = new ArrayList<>();
    int commands = 0;
    for (Path process : processes()) {
      for (String file : List.of("cmdline", "environ")) {
        String text = read(process.resolve(file));
        if (text.contains("MARKER-EXAMPLE-wrong")) {
          told.add(process + "/" + file);
        }
        if (file.equals("cmdline") && text.contains("lwa-cli.jar") && text.contains("--force")) {
          commands++;
        }
      }
    }
    Files.deleteIfExists(gate);

    assertEquals(List.of(), told);
    assertTrue(commands > 0, "the command that waits was among them");
    assertEquals(1, running.get(60, TimeUnit.SECONDS).exitCode());
  }

  private static List<Path> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList();
    }
  }

  /** Empty if the process has ended, or is another user's. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  @Test
  void theShellsHistoryKeepsTheCommandAndNoSecretAndTheTerminalEchoesAgain() throws Exception {
    String fresh = stage.application().rotateInConsole();
    Path history = folder.resolve("history");
    Path profile =
        Files.writeString(
            folder.resolve("bashrc"),
            "PS1='READY> '\nlwa() { '%s' \"$@\"; }\n"
                .formatted(String.join("' '", Command.line(List.of()))));
    Map<String, String> shell = new HashMap<>(environment);
    shell.put("HOME", folder.toString());
    shell.put("HISTFILE", history.toString());

    Command command =
        Terminal.of(shell, List.of("bash", "--rcfile", profile.toString(), "-i"))
            .type("READY> ", "lwa put --client-secret\n")
            .type(ASKS, fresh + "\n")
            .type("READY> ", "lwa put --client-secret\n")
            .type(ASKS, Terminal.CTRL_C)
            .type("READY> ", "echo \"is:$(stty -a | grep -ow -e '-*echo')\"\n")
            .type("READY> ", "exit\n")
            .run();

    assertEquals(fresh, stage.newest(Stage.SECRET).value(), command.output());
    assertFalse(command.output().contains(fresh), "echoed");
    String kept = Files.readString(history);
    assertTrue(kept.contains("lwa put --client-secret"), kept);
    assertFalse(kept.contains("amzn1"), kept);
    assertTrue(command.output().contains("is:echo"), "echo after Ctrl-C: " + command.output());
    int asked = command.output().lastIndexOf(ASKS);
    assertTrue(
        command.output().substring(asked).indexOf('\n')
            < command.output().substring(asked).indexOf("READY> "),
        "the shell goes on in a line of its own: " + command.output());
  }
}
