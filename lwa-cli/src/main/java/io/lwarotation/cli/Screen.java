package io.lwarotation.cli;

import static java.util.regex.Matcher.quoteReplacement;

import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes text for a person, as a format where values follow it: as wide as the terminal, colours
 * only there and never with NO_COLOR. A pipe has no width: what reads it does not want lines
 * broken.
 */
public final class Screen {
  /** Narrower than this nothing can be read. */
  private static final int NARROWEST = 20;

  /** Of a frame, at most. */
  private static final int FRAME = 80;

  /** Commands are copied as a whole: they keep their words together. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:\\./lwa [a-z]+|npx cdk [a-z]+|aws [a-z0-9-]+ [a-z0-9-]+)"
              + "(?: --?[A-Za-z][A-Za-z-]*(?:[ =][^\\s(-]\\S*)?)*"
              + "|eval \"[^\"]*\"");

  /** Stands for a space that no line ends at; in no text. */
  private static final char GLUE = '\uE000';

  private final PrintWriter out;
  private final boolean colours;
  private final int width;

  /** A screen without a width. */
  public Screen(PrintWriter out, boolean colours) {
    this(out, colours, Integer.MAX_VALUE);
  }

  Screen(PrintWriter out, boolean colours, int width) {
    this.out = out;
    this.colours = colours;
    this.width = Math.max(NARROWEST, width);
  }

  /** A screen on this process's terminal, or for what reads its output. */
  public static Screen on(PrintWriter out) {
    return new Screen(
        out, coloursWanted(), terminal().isPresent() ? TerminalWidth.ask() : Integer.MAX_VALUE);
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
    wrap(told(text, of), width - indent.length()).forEach(line -> out.println(indent + line));
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
    int longest = width == Integer.MAX_VALUE ? width : inner - 2;
    out.println(
        "  "
            + style(
                "┌─ " + title + " " + "─".repeat(Math.max(0, inner - title.length() - 4)), "2"));
    for (String line : lines) {
      for (String part : wrap(line, longest)) {
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
    List<String> lines = wrap(text, width - 4);
    for (int i = 0; i < lines.size(); i++) {
      out.println("  " + (i == 0 ? style(mark, colour) : "  ") + lines.get(i));
    }
  }

  /** Text in a colour, where colours are wanted: a code of ANSI such as 31. */
  public String style(String text, String code) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Breaks at spaces and keeps the indentation; a word or a command is never broken. */
  static List<String> wrap(String text, int width) {
    String words = text.stripLeading();
    String indent = " ".repeat(Math.min(text.length() - words.length(), width / 2));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    boolean first = true;
    for (String word : glued(words).split(" ", -1)) {
      if (!first && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      } else if (!first) {
        line.append(' ');
      }
      line.append(word);
      first = false;
    }
    lines.add(line.toString());
    return lines.stream().map(one -> one.replace(GLUE, ' ')).toList();
  }

  private static String glued(String words) {
    return COMMAND
        .matcher(words)
        .replaceAll(found -> quoteReplacement(found.group().replace(' ', GLUE)));
  }
}
