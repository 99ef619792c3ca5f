package io.lwarotation.workbench.bench;

import java.util.List;
import java.util.Locale;

/** Pictures of figures as SVG, readable on light and on dark pages. */
final class Plot {
  private static final int WIDTH = 720;
  private static final int LEFT = 70;
  private static final int RIGHT = 40;
  private static final int TOP = 62;
  private static final int PLOT_HEIGHT = 220;
  private static final int BAR = 26;
  private static final int LABELS = 330;
  private static final int TICKS = 4;

  private Plot() {}

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A bar: parts that follow one another, in the order of the legend. */
  record Bar(String label, List<Double> parts) {}

  /** One line over two linear axes that begin at 0. */
  static String line(String title, String xTitle, String yTitle, List<Point> points) {
    double xMost = ceiling(points.stream().mapToDouble(Point::x).max().orElse(1));
    double yMost = ceiling(points.stream().mapToDouble(Point::y).max().orElse(1));
    int height = TOP + PLOT_HEIGHT + 50;
    StringBuilder svg = begin(title, height);
    for (int tick = 0; tick <= TICKS; tick++) {
      double part = (double) tick / TICKS;
      double y = TOP + PLOT_HEIGHT * (1 - part);
      double x = LEFT + (WIDTH - LEFT - RIGHT) * part;
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
              LEFT, y, WIDTH - RIGHT, y));
      text(svg, LEFT - 8, y + 4, "end", tickText(yMost * part, yMost));
      text(svg, x, TOP + PLOT_HEIGHT + 18, "middle", tickText(xMost * part, xMost));
    }
    text(svg, LEFT, TOP - 10, "start", yTitle);
    text(svg, WIDTH - RIGHT, TOP + PLOT_HEIGHT + 38, "end", xTitle);
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      double x = LEFT + (WIDTH - LEFT - RIGHT) * point.x() / xMost;
      double y = TOP + PLOT_HEIGHT * (1 - point.y() / yMost);
      path.append(format("%.1f,%.1f ", x, y));
      if (points.size() <= 12) {
        svg.append(format("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, y));
        text(svg, x, y - 12, "middle", tickText(point.y(), yMost));
      }
    }
    svg.append("<polyline class=\"curve\" points=\"")
        .append(path.toString().strip())
        .append("\"/>\n");
    return svg.append("</svg>\n").toString();
  }

  /** Bars from the left, one below the other. */
  static String bars(String title, String unit, List<String> legend, List<Bar> bars) {
    double most =
        ceiling(
            bars.stream()
                .mapToDouble(bar -> bar.parts().stream().mapToDouble(Double::doubleValue).sum())
                .max()
                .orElse(1));
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
      double sum = bar.parts().stream().mapToDouble(Double::doubleValue).sum();
      text(svg, x + 6, y + BAR * 0.68, "start", format("%.0f %s", sum, unit));
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
            .grid { stroke: currentColor; stroke-opacity: 0.2; }
            .curve { fill: none; stroke: var(--p0); stroke-width: 2; } .dot { fill: var(--p0); }
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

  private static String tickText(double value, double most) {
    return format(most >= 20 ? "%,.0f" : "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the first argument is always written here
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
