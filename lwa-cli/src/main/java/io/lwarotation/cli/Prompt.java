package io.lwarotation.cli;

import java.io.Console;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a person at the terminal. After Ctrl-C the shell goes on in a line of its own. */
public record Prompt(Console console) {
  /** At this process's terminal; where there is none, that is refused with the reason. */
  public static Prompt orRefuse(String why) {
    return new Prompt(Screen.terminal().orElseThrow(() -> new IllegalArgumentException(why)));
  }

  /** An answer that is not shown; empty if the input ended. */
  public Optional<String> hidden(String question) {
    return asked(() -> console.readPassword("%s", question)).map(String::new);
  }

  /**
   * Has somebody say once more what is meant, at the terminal or by {@code --confirm}; anything but
   * the name is refused, and {@code otherwise} says what is not done then.
   */
  public static void confirm(
      String name, @Nullable String given, String option, String question, String otherwise) {
    if (given == null) {
      confirmAtTerminal(
          name, option, question, ": give --confirm " + name + "; " + otherwise, otherwise);
    } else {
      requireSame(name, given, otherwise);
    }
  }

  /** The same at the terminal only; the hint ends what is said where there is none. */
  public static void confirmAtTerminal(
      String name, String option, String question, String hint, String otherwise) {
    Prompt prompt = orRefuse(option + " asks for confirmation, and there is no terminal" + hint);
    requireSame(name, asked(() -> prompt.console.readLine("%s ", question)).orElse(""), otherwise);
  }

  /** Nothing but the name is a yes. */
  private static void requireSame(String name, String typed, String otherwise) {
    if (!typed.equals(name)) {
      throw new IllegalArgumentException("not confirmed; " + otherwise);
    }
  }

  /** Not through the console: it is locked while somebody types. */
  private static <T> Optional<T> asked(Supplier<@Nullable T> question) {
    Runnable newLine = System.err::println;
    try (ExitHook _ = ExitHook.of("ends-the-line", newLine)) {
      return Optional.ofNullable(question.get());
    }
  }
}
