package io.lwarotation.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * What the build runs once to record what the JVM loads: the overview, then the help page of each
 * command, by which the classes of all commands and of the library behind them are loaded.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Prints the overview and goes through the pages. */
  public static void main(String[] arguments) throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (String name : Catalog.names()) {
      Main.commandLine(nowhere, nowhere, List.of(name)).execute(name, "--help");
    }
    Start.main(new String[] {"--help"});
  }
}
