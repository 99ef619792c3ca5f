package io.lwarotation.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * Writes text for a person, as a format where values follow it: as wide as the terminal, colours
 * only there and never with NO_COLOR. A pipe has no width: what reads it does not want lines
 * broken.
 */
public final class Screen {
  /** The width of what has none. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Narrower than this nothing can be read. */
  private static final int NARROWEST = 20;

  /** Of a frame, at most. */
  private static final int FRAME = 80;

  private final PrintWriter out;
  private final boolean colours;
  private final int width;

  /** A screen so many columns wide. */
  public Screen(PrintWriter out, boolean colours, int width) {
    this.out = out;
    this.colours = colours;
    this.width = Math.max(NARROWEST, width);
  }

  /** A screen on this process's terminal, or for what reads its output. */
  public static Screen on(PrintWriter out) {
    return new Screen(
        out, coloursWanted(), terminal().isPresent() ? TerminalWidth.ask() : UNBOUNDED);
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
  public void line(String text, Object... of) {
    out.println(told(text, of));
  }

  /** A paragraph, broken at spaces and indented. */
  public void paragraph(String indent, String text, Object... of) {
    Wrapping.lines(told(text, of), width - indent.length())
        .forEach(line -> out.println(indent + line));
  }

  /** A paragraph that says that something went well. */
  public void good(String text, Object... of) {
    marked("✓ ", "32", told(text, of));
  }

  /** A paragraph that says that something needs a person. */
  public void bad(String text, Object... of) {
    marked("✗ ", "31", told(text, of));
  }

  /** A paragraph that says that something is not well, or not known. */
  public void unsure(String mark, String text, Object... of) {
    marked(mark + " ", "33", told(text, of));
  }

  /** Lines in a frame, such as a mail. */
  public void frame(String title, List<String> lines) {
    int inner = Math.min(width, FRAME) - 4;
    int longest = width == UNBOUNDED ? width : inner - 2;
    out.println(
        "  "
            + style(
                "┌─ " + title + " " + "─".repeat(Math.max(0, inner - title.length() - 4)), "2"));
    for (String line : lines) {
      for (String part : Wrapping.lines(line, longest)) {
        out.println("  " + style("│ ", "2") + part);
      }
    }
    out.println("  " + style("└" + "─".repeat(inner - 1), "2"));
  }

  /** A text of others may hold a percent sign. */
  private static String told(String text, Object[] of) {
    return of.length == 0 ? text : text.formatted(of);
  }

  private void marked(String mark, String colour, String text) {
    List<String> lines = Wrapping.lines(text, width - 4);
    for (int i = 0; i < lines.size(); i++) {
      out.println("  " + (i == 0 ? style(mark, colour) : "  ") + lines.get(i));
    }
  }

  /** Text in a colour, where colours are wanted: a code of ANSI such as 31. */
  public String style(String text, String code) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
