package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A table of Markdown: a row for each thing, a column for each that is told of it. */
final class Table<T> {
  private final List<String> titles = new ArrayList<>();
  private final List<Function<T, String>> cells = new ArrayList<>();

  Table<T> column(String title, Function<T, String> cell) {
    titles.add(title);
    cells.add(cell);
    return this;
  }

  String of(Collection<T> rows) {
    StringBuilder text = new StringBuilder(line(titles));
    text.append("|").append("---|".repeat(titles.size())).append('\n');
    for (T row : rows) {
      text.append(line(cells.stream().map(cell -> cell.apply(row)).toList()));
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  static String whole(double value) {
    return number("%.0f", value);
  }

  static String tenths(double value) {
    return number("%.1f", value);
  }

  /** A dash for what is no number. */
  @SuppressWarnings("AnnotateFormatMethod") // the patterns are written in this package
  static String number(String pattern, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, pattern, value);
  }
}
