package io.lwarotation.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes text for a person: 80 columns, colours only on a terminal and never with NO_COLOR. */
public final class Screen {
  private static final int WIDTH = 80;

  private final PrintWriter out;
  private final boolean colours;

  public Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** A screen on this process's terminal. */
  public static Screen on(PrintWriter out) {
    return new Screen(out, coloursWanted());
  }

  static boolean coloursWanted() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"))
        && terminal().isPresent();
  }

  /** The terminal of this process, if a person sits at it. */
  public static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** A heading, after an empty line. */
  public void heading(String text) {
    out.println();
    out.println(style(text, "1"));
  }

  /** A line as it is. */
  public void line(String text) {
    out.println(text);
  }

  /** A paragraph, broken at spaces and indented. */
  public void paragraph(String indent, String text) {
    wrap(text, WIDTH - indent.length()).forEach(line -> out.println(indent + line));
  }

  /** A paragraph that says that something went well. */
  public void good(String text) {
    marked("✓ ", "32", text);
  }

  /** A paragraph that says that something needs a person. */
  public void bad(String text) {
    marked("✗ ", "31", text);
  }

  /** A paragraph that says that something is not well, or not known. */
  public void unsure(String mark, String text) {
    marked(mark + " ", "33", text);
  }

  /** Lines in a frame, such as a mail. */
  public void frame(String title, List<String> lines) {
    int inner = WIDTH - 4;
    out.println(
        "  "
            + style(
                "┌─ " + title + " " + "─".repeat(Math.max(0, inner - title.length() - 4)), "2"));
    for (String line : lines) {
      for (String part : wrap(line, inner - 2)) {
        out.println("  " + style("│ ", "2") + part);
      }
    }
    out.println("  " + style("└" + "─".repeat(inner - 1), "2"));
  }

  private void marked(String mark, String colour, String text) {
    List<String> lines = wrap(text, WIDTH - 4);
    for (int i = 0; i < lines.size(); i++) {
      out.println("  " + (i == 0 ? style(mark, colour) : "  ") + lines.get(i));
    }
  }

  private String style(String text, String code) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Breaks at spaces and keeps the indentation; a word longer than the width is cut. */
  static List<String> wrap(String text, int width) {
    String words = text.stripLeading();
    String indent = " ".repeat(Math.min(text.length() - words.length(), width / 2));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : words.split(" ", -1)) {
      String rest = word;
      boolean first = line.length() == indent.length();
      if (!first && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      } else if (!first) {
        line.append(' ');
      }
      while (line.length() + rest.length() > width) {
        int cut = width - line.length();
        lines.add(line + rest.substring(0, cut));
        rest = rest.substring(cut);
        line = new StringBuilder(indent);
      }
      line.append(rest);
    }
    lines.add(line.toString());
    return lines;
  }
}
