package io.lwarotation.cli.exec;

import io.lwarotation.cli.ExitHook;
import io.lwarotation.cli.Screen;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A program that runs in this one's place: with its streams, and with its end. */
final class Child {
  /** As shells end where there is no such program. */
  static final int NOT_STARTED = 127;

  private Child() {}

  /** Runs it to its end with more variables, or answers {@link #NOT_STARTED}. */
  static int run(List<String> command, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(variables);
    Process child;
    try {
      child = builder.start();
    } catch (IOException _) {
      return NOT_STARTED;
    }
    try (ExitHook _ = ExitHook.of("ends-with-the-program", () -> outlive(child))) {
      return codeOf(child);
    }
  }

  /**
   * This process is told to end. At a terminal Ctrl-C has reached the program as well, which may
   * make something else of it; elsewhere it is told here.
   */
  private static void outlive(Process child) {
    if (Screen.terminal().isEmpty()) {
      child.destroy();
    }
    Runtime.getRuntime().halt(codeOf(child));
  }

  private static int codeOf(Process child) {
    while (true) {
      try {
        return child.waitFor();
      } catch (InterruptedException _) {
        child.destroy();
      }
    }
  }
}
