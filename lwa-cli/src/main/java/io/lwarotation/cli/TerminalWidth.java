package io.lwarotation.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How many columns the terminal of this process has. */
final class TerminalWidth {
  /** Where nobody tells. */
  private static final int USUAL = 80;

  private TerminalWidth() {}

  /** COLUMNS if it is set, else what the terminal itself says. */
  static int ask() {
    String set = System.getenv("COLUMNS");
    int wanted = set == null ? 0 : columns(set);
    return wanted > 0 ? wanted : ofTerminal();
  }

  private static int ofTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/tty")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
      int told = columns(size.substring(size.indexOf(' ') + 1));
      return told > 0 ? told : USUAL;
    } catch (IOException _) {
      return USUAL;
    }
  }

  private static int columns(String text) {
    String digits = text.strip();
    return digits.matches("[1-9]\\d{0,4}") ? Integer.parseInt(digits) : 0;
  }
}
