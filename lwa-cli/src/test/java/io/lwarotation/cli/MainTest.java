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
import java.util.List;
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
    return Main.commandLine(out, out, Arrays.asList(arguments), List.of()).execute(arguments);
  }

  static Iterable<String> commands() {
    return Catalog.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAPageThatTheBuildRenderedAndWhatIsCopiedFromItIsNotBroken(String name)
      throws IOException {
    Command command = Catalog.command(name).getClass().getAnnotation(Command.class);
    assertNotNull(command);
    assertEquals(name, command.name());
    assertEquals(0, run(name, "--help"));
    for (String part : List.of("Examples:", "Exit codes:", "  64   wrong usage")) {
      assertTrue(told.toString().contains(part), told.toString());
    }
    assertFalse(Pattern.compile("[a-z]:\\n[A-Z]").matcher(told.toString()).find(), told::toString);
    for (String line : String.join("\n", command.footer()).split("\n", -1)) {
      assertTrue(!line.startsWith("  ") || line.length() <= 80, line);
    }
    try (InputStream ready = Start.class.getResourceAsStream(Start.pageOf(name))) {
      assertNotNull(ready, "lwa-cli/render-help.sh has rendered it");
      assertEquals(told.toString(), new String(ready.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWrongOptionOfACommandIsWrongUsage(String name) {
    assertEquals(64, run(name, "--frob"));
    assertTrue(told.toString().contains("See: ./lwa " + name + " --help"), told.toString());
  }

  @Test
  void theOverviewNamesEveryCommandAndIsTheOneThatLiesReady() throws IOException {
    assertEquals(0, run("--help"));
    String overview = told.toString();
    for (String name : Catalog.names()) {
      assertTrue(overview.contains("\n  " + name + " "), overview);
    }
    try (InputStream ready = Start.class.getResourceAsStream(Start.OVERVIEW)) {
      assertNotNull(ready);
      assertEquals(
          overview.replace("\r\n", "\n"), new String(ready.readAllBytes(), StandardCharsets.UTF_8));
    }
    told.getBuffer().setLength(0);
    assertEquals(0, run());
    assertEquals(overview, told.toString());
    told.getBuffer().setLength(0);
    assertEquals(0, run("help"));
    assertEquals(overview, told.toString());
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
