package io.lwarotation.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class WorkbenchTest {
  static Iterable<CommandLine> commands() {
    return Workbench.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAPageWithExamplesAndExitCodes(CommandLine command) {
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told);
    String name = command.getCommandName();

    assertEquals(
        0, Main.commandLine(out, out, List.of(), List.of(command)).execute(name, "--help"));

    assertTrue(told.toString().contains("Examples:"), told.toString());
    assertTrue(told.toString().contains("Exit codes:"), told.toString());
  }
}
