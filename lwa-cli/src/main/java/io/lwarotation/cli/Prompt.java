package io.lwarotation.cli;

import java.io.Console;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a person at the terminal. After Ctrl-C the shell goes on in a line of its own. */
public record Prompt(Console console) {
  /**
   * At this process's terminal.
   *
   * @param why what to say where there is none
   * @throws IllegalArgumentException if there is none
   */
  public static Prompt orRefuse(String why) {
    return new Prompt(Screen.terminal().orElseThrow(() -> new IllegalArgumentException(why)));
  }

  /** An answer that is not shown; empty if the input ended. */
  public Optional<String> hidden(String question) {
    return asked(
        () -> {
          char[] typed = console.readPassword("%s", question);
          return typed == null ? null : new String(typed);
        });
  }

  /** An answer; empty if the input ended. */
  public Optional<String> line(String question) {
    return asked(() -> console.readLine("%s", question));
  }

  /** A line for the person. */
  public void say(String text) {
    console.printf("%s%n", text);
  }

  /**
   * Whether somebody says once more which application is meant, at the terminal or by {@code
   * --confirm}. Nothing but the name is a yes.
   *
   * @param given the value of {@code --confirm}, for commands that have it
   * @param why what to say where there is no terminal
   */
  public static boolean confirmed(String app, @Nullable String given, String question, String why) {
    return app.equals(given == null ? orRefuse(why).line(question + " ").orElse("") : given);
  }

  /** Not through the console: it is locked while somebody types. */
  private static Optional<String> asked(Supplier<@Nullable String> question) {
    Thread newLine = new Thread(System.err::println, "ends-the-line");
    Runtime.getRuntime().addShutdownHook(newLine);
    try {
      return Optional.ofNullable(question.get());
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(newLine);
      } catch (IllegalStateException _) {
        // The process is ending: the line was ended.
      }
    }
  }
}
