package io.lwarotation.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the build runs once: renders the help page of each command, for {@link Start} to show. */
final class HelpPages {
  private HelpPages() {}

  /** Argument: the folder of this package's classes. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String name : Catalog.names()) {
      Path page = folder.resolve(Start.pageOf(name));
      Files.createDirectories(folder.resolve("help"));
      Files.writeString(page, render(name));
    }
  }

  static String render(String name) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Main.commandLine(out, out, List.of(name), List.of()).execute(name, "--help");
    return text.toString();
  }
}
