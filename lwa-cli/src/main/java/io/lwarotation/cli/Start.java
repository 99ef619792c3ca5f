package io.lwarotation.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where {@code ./lwa} starts. The overview is asked for most often and is always the same: it lies
 * ready, for the library that renders it takes longer to load than the JVM takes to start. A test
 * compares it with what that library renders.
 */
public final class Start {
  static final String OVERVIEW = "overview.txt";

  private Start() {}

  /** Prints the overview, or runs {@link Main}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1 && isHelp(arguments[0]) && !Screen.coloursWanted()) {
      try (InputStream page = Start.class.getResourceAsStream(OVERVIEW)) {
        if (page != null) {
          page.transferTo(System.out);
          System.out.flush();
          return;
        }
      }
    }
    Main.main(arguments);
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h");
  }
}
