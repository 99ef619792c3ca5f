package io.lwarotation.workbench.bench;

import java.util.List;
import java.util.Locale;

/** Pictures of figures as SVG, readable on light and on dark pages. */
final class Plot {
  private static final int WIDTH = 720;
  private static final int TOP = 62;
  private static final int BAR = 26;
  private static final int LABELS = 330;

  private Plot() {}

  /** A bar: parts that follow one another, in the order of the legend. */
  record Bar(String label, List<Double> parts) {
    double sum() {
      return parts.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Bars from the left, one below the other. */
  static String bars(String title, String unit, List<String> legend, List<Bar> bars) {
    double most = ceiling(bars.stream().mapToDouble(Bar::sum).max().orElse(1));
    int height = TOP + bars.size() * (BAR + 12) + 44;
    StringBuilder svg = begin(title, height);
    double scale = (WIDTH - LABELS - 70) / most;
    int y = TOP;
    for (Bar bar : bars) {
      text(svg, LABELS - 10, y + BAR * 0.68, "end", bar.label());
      double x = LABELS;
      for (int part = 0; part < bar.parts().size(); part++) {
        double width = Math.max(0, bar.parts().get(part)) * scale;
        svg.append(
            format(
                "<rect class=\"p%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                part, x, y, width, BAR));
        x += width;
      }
      text(
          svg,
          x + 6,
          y + BAR * 0.68,
          "start",
          format(bar.sum() < 20 ? "%.1f %s" : "%.0f %s", bar.sum(), unit));
      svg.append('\n');
      y += BAR + 12;
    }
    double x = LABELS;
    for (int part = 0; part < legend.size(); part++) {
      svg.append(
          format(
              "<rect class=\"p%d\" x=\"%.1f\" y=\"%d\" width=\"12\" height=\"12\"/>",
              part, x, y + 8));
      text(svg, x + 17, y + 18, "start", legend.get(part));
      x += 30 + legend.get(part).length() * 6.6;
    }
    return svg.append("\n</svg>\n").toString();
  }

  private static StringBuilder begin(String title, int height) {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
            <title>%3$s</title>
            <style>
            svg { color: #1f2328; font: 13px system-ui, sans-serif; --p0: #0969da; --p1: #bf8700; --p2: #8c959f; }
            @media (prefers-color-scheme: dark) { svg { color: #e6edf3; --p0: #58a6ff; --p1: #d29922; --p2: #6e7681; } }
            text { fill: currentColor; } .title { font-weight: 600; }
            .p0 { fill: var(--p0); } .p1 { fill: var(--p1); } .p2 { fill: var(--p2); }
            </style>
            """
                .formatted(WIDTH, height, escaped(title)));
    return svg.append(
        format("<text class=\"title\" x=\"10\" y=\"20\">%s</text>\n", escaped(title)));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x, y, anchor, escaped(text)));
  }

  /** The next 1, 2, 4, 5 or 8 with zeros behind it. */
  static double ceiling(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
    for (double step : List.of(1.0, 2.0, 4.0, 5.0, 8.0)) {
      if (step * power >= most) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the first argument is always written here
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
