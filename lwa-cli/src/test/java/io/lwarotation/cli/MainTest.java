package io.lwarotation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

final class MainTest {
  private final StringWriter told = new StringWriter();

  private int run(String... arguments) {
    PrintWriter out = new PrintWriter(told);
    return Main.commandLine(out, out, Arrays.asList(arguments)).execute(arguments);
  }

  static Iterable<String> commands() {
    return Catalog.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAPageWithExamplesAndExitCodes(String name) {
    Command command = Catalog.command(name).getClass().getAnnotation(Command.class);
    assertNotNull(command);
    assertEquals(name, command.name());

    assertEquals(0, run(name, "--help"));

    assertTrue(told.toString().contains("Examples:"), told.toString());
    assertTrue(told.toString().contains("Exit codes:"), told.toString());
    assertTrue(told.toString().contains("  64   wrong usage"), told.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsCopiedFromAPageIsNeverBroken(String name) {
    Command command = Catalog.command(name).getClass().getAnnotation(Command.class);

    run(name, "--help");

    assertFalse(Pattern.compile("[a-z]:\\n[A-Z]").matcher(told.toString()).find(), told::toString);
    for (String line : command.footer()) {
      assertTrue(!line.startsWith("  ") || line.length() <= 80, line);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWrongOptionOfACommandIsWrongUsage(String name) {
    assertEquals(64, run(name, "--frob"));
    assertTrue(told.toString().contains("See: ./lwa " + name + " --help"), told.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void thePageThatTheBuildRenderedIsTheCommandsOwn(String name) throws IOException {
    try (InputStream ready = Start.class.getResourceAsStream(Start.pageOf(name))) {
      assertNotNull(ready, "lwa-cli/render-help.sh has rendered it");
      run(name, "--help");
      assertEquals(told.toString(), new String(ready.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theOverviewNamesEveryCommand() {
    assertEquals(0, run("--help"));
    for (String name : Catalog.names()) {
      assertTrue(told.toString().contains("\n  " + name + " "), told.toString());
    }
  }

  @Test
  void theOverviewThatLiesReadyIsTheOneThatWouldBeRendered() throws IOException {
    run("--help");
    try (InputStream ready = Start.class.getResourceAsStream(Start.OVERVIEW)) {
      assertNotNull(ready);
      assertEquals(
          told.toString().replace("\r\n", "\n"),
          new String(ready.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void withoutACommandItShowsTheOverview() {
    assertEquals(0, run());
    String alone = told.toString();
    told.getBuffer().setLength(0);
    assertEquals(0, run("help"));
    assertEquals(alone, told.toString());
    assertTrue(alone.contains("Commands:"), alone);
  }

  @Test
  void helpOfACommandIsItsPage() {
    assertEquals(0, run("help", "status"));
    String asked = told.toString();
    told.getBuffer().setLength(0);
    run("status", "--help");
    assertEquals(told.toString(), asked);
    assertEquals(64, run("help", "frob"));
  }

  @ParameterizedTest
  @CsvSource({
    "put --expires 07.12.2026, as year-month-day",
    "put --expires 12/07/2026, as year-month-day",
    "put --expires 2026-02-30, as year-month-day",
    "adopt --expires soon, as year-month-day",
    "rotate --timeout soon, takes a number",
    "drill --wait 1.5, takes a whole number",
    "cost --sms many, takes a whole number"
  })
  void aValueOfAnotherFormIsToldTheForm(String line, String form) {
    assertEquals(64, run(line.split(" ", -1)));
    assertTrue(told.toString().contains(form), told.toString());
    assertFalse(
        told.toString().matches("(?s).*(java|Exception|LocalDate|double|int\\b).*"),
        told.toString());
  }

  @Test
  void aWrongNameOfACommandIsWrongUsage() {
    assertEquals(64, run("docter"));
    assertTrue(told.toString().contains("doctor"), told.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theCompletionKnowsOptionsOfCommands(String shell) {
    assertEquals(0, run("completion", shell));
    assertTrue(told.toString().contains("--client-secret"), told.toString());
    assertTrue(told.toString().contains("doctor"), told.toString());
  }

  @Test
  void aCompletionOfAnotherShellIsWrongUsage() {
    assertEquals(64, run("completion", "fish"));
    assertFalse(told.toString().contains("complete -F"), told.toString());
  }
}
