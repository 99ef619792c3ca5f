package io.lwarotation.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code ./lwa} starts. Help pages are asked for most often and are always the same: they lie
 * ready, for the library that renders them takes longer to load than the JVM takes to start. A test
 * compares the overview with what that library renders; the build renders those of the commands.
 */
public final class Start {
  static final String OVERVIEW = "overview.txt";
  private static final String HELP = "help";

  private Start() {}

  /** Prints a page that lies ready, or runs {@link Main}. */
  public static void main(String[] arguments) throws IOException {
    String name = page(arguments);
    if (name != null && !Screen.coloursWanted()) {
      try (InputStream page = Start.class.getResourceAsStream(name)) {
        if (page != null) {
          page.transferTo(System.out);
          System.out.flush();
          return;
        }
      }
    }
    Main.main(arguments);
  }

  /** The resource with the page that is asked for, if it is one. */
  private static @Nullable String page(String[] arguments) {
    if (arguments.length == 0 || (arguments.length == 1 && isHelp(arguments[0]))) {
      return OVERVIEW;
    }
    if (arguments.length != 2) {
      return null;
    }
    String name = arguments[0].equals(HELP) ? arguments[1] : arguments[0];
    boolean asked = arguments[0].equals(HELP) || isHelp(arguments[1]);
    return asked && name.matches("[a-z]+") ? pageOf(name) : null;
  }

  static String pageOf(String command) {
    return "help/" + command + ".txt";
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h") || argument.equals(HELP);
  }
}
