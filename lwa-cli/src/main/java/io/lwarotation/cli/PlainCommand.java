package io.lwarotation.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command, and where it writes. */
@Command(mixinStandardHelpOptions = true)
public abstract class PlainCommand implements Callable<Integer> {
  /** For picocli. */
  @Spec protected CommandSpec spec;

  private @Nullable Screen screen;

  /** Where results go. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where people see what no program reads. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** The same as {@link #out} for people. */
  protected final Screen screen() {
    if (screen == null) {
      screen = Screen.on(out());
    }
    return screen;
  }

  /** Prints JSON. */
  protected final void print(JsonNode json) {
    out().println(json.toPrettyString());
  }
}
