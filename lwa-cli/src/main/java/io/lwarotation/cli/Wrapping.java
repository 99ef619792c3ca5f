package io.lwarotation.cli;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines of a width. */
final class Wrapping {
  /** Commands are copied as a whole: they keep their words together. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:\\./lwa [a-z]+|npx cdk [a-z]+|aws [a-z0-9-]+ [a-z0-9-]+)"
              + "(?: --?[A-Za-z][A-Za-z-]*(?:[ =][^\\s(-]\\S*)?)*"
              + "|eval \"[^\"]*\"");

  /** Stands for a space that no line ends at; in no text. */
  private static final char GLUE = '\uE000';

  private Wrapping() {}

  /** Breaks at spaces and keeps the indentation; a word or a command is never broken. */
  static List<String> lines(String text, int width) {
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
