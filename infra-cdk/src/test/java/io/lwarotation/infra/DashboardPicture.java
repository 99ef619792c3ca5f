package io.lwarotation.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a dashboard as SVG: places, titles, labels and alarms are those of the template, the
 * figures those of the demo's 182 days, as {@code bin/pictures} read them.
 */
final class DashboardPicture {
  private static final int CELL = 40;
  private static final int MARGIN = 8;
  private static final int LONGEST_LINE = 34;

  /** Of text, by its class; what has none is white, on an alarm's colour. */
  private static final Map<String, String> COLOURS = Map.of("ink", "#1f2328", "faint", "#57606a");

  private final StringBuilder out = new StringBuilder();
  private final JsonNode figures;

  private DashboardPicture(JsonNode figures) {
    this.figures = figures;
  }

  /**
   * @param body of the dashboard, as CloudWatch gets it
   * @param figures a value for each day or null, by label; states by alarm
   */
  static String of(JsonNode body, JsonNode figures) {
    DashboardPicture picture = new DashboardPicture(figures);
    int bottom = 0;
    for (JsonNode widget : body.path("widgets")) {
      bottom = Math.max(bottom, widget.path("y").asInt() + widget.path("height").asInt());
    }
    int width = 24 * CELL + MARGIN;
    int height = bottom * CELL + 28 + MARGIN;
    picture.line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\" role=\"img\" aria-label=\"The CloudWatch dashboard at the end of the demo\">",
        width, height, width, height);
    picture.line(
        "<style>@media (prefers-color-scheme: dark) { .page { fill: #0d1117 } .box { fill: #161b22; stroke: #484f58 } .ink { fill: #e6edf3 } .faint { fill: #9aa4af } .axis { stroke: #6e7681 } }</style>");
    picture.line(
        "<rect class=\"page\" width=\"%d\" height=\"%d\" fill=\"#f6f8fa\"/>", width, height);
    body.path("widgets").forEach(picture::widget);
    picture.text(
        MARGIN,
        height - 12,
        "faint",
        13,
        "The template's dashboard with the figures of ./lwa demo: nobody acts until day 181.");
    picture.line("</svg>");
    return picture.out.toString();
  }

  private void widget(JsonNode widget) {
    int x = widget.path("x").asInt() * CELL + MARGIN;
    int y = widget.path("y").asInt() * CELL + MARGIN;
    int width = widget.path("width").asInt() * CELL - MARGIN;
    int height = widget.path("height").asInt() * CELL - MARGIN;
    JsonNode properties = widget.path("properties");
    line(
        "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>",
        x, y, width, height);
    if (widget.path("type").asText().equals("text")) {
      markdown(x, y, properties.path("markdown").asText());
      return;
    }
    text(x + 14, y + 26, "ink", 15, properties.path("title").asText());
    if (widget.path("type").asText().equals("alarm")) {
      alarms(x, y, width, properties.path("alarms"));
    } else if (properties.path("view").asText().equals("singleValue")) {
      values(x, y, width, properties.path("metrics"));
    } else {
      graph(x, y, width, height, properties);
    }
  }

  private void markdown(int x, int y, String markdown) {
    int line = y + 30;
    for (String paragraph : markdown.lines().filter(one -> !one.isBlank()).toList()) {
      boolean heading = paragraph.startsWith("## ");
      text(
          x + 14,
          line,
          heading ? "ink" : "faint",
          heading ? 19 : 14,
          paragraph.replace("## ", "").replace("`", ""));
      line += 28;
    }
  }

  private void values(int x, int y, int width, JsonNode metrics) {
    int each = width / metrics.size();
    for (int i = 0; i < metrics.size(); i++) {
      List<Double> values = values(label(metrics.get(i)));
      String value = "%.0f".formatted(values.stream().filter(v -> !v.isNaN()).toList().getLast());
      int size = metrics.size() == 1 ? 88 : 56;
      text(x + 14 + i * each, y + 130, "ink", size, value);
      text(x + 14 + i * each, y + 162, "faint", 15, label(metrics.get(i)));
    }
  }

  private void alarms(int x, int y, int width, JsonNode alarms) {
    int each = (width - 14) / 4;
    for (int i = 0; i < alarms.size(); i++) {
      String name = alarms.get(i).asText();
      int left = x + 14 + i % 4 * each;
      int top = y + 40 + i / 4 * 34;
      line(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"30\" rx=\"4\" fill=\"%s\"/>",
          left, top, each - 14, isInAlarm(name) ? "#c21f2c" : "#1a7f37");
      String whole = (isInAlarm(name) ? "ALARM " : "OK ") + name;
      int cut =
          whole.length() <= LONGEST_LINE ? whole.length() : whole.lastIndexOf(' ', LONGEST_LINE);
      text(left + 8, top + 13, "", 11, whole.substring(0, cut));
      text(left + 8, top + 26, "", 11, whole.substring(cut).strip());
    }
  }

  private boolean isInAlarm(String name) {
    return figures.path("alarms").path(name).asText().equals("ALARM");
  }

  /** Those that the demo has. */
  private List<Double> values(String label) {
    List<Double> all = new ArrayList<>();
    figures.path(label).forEach(value -> all.add(value.isNull() ? Double.NaN : value.asDouble()));
    if (all.isEmpty()) {
      throw new AssertionError("the demo has no figure for " + label + ": run bin/pictures");
    }
    return all;
  }

  private void graph(int x, int y, int width, int height, JsonNode properties) {
    int bottom = y + height - 44;
    line(
        "<path class=\"axis\" d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#8c959f\"/>",
        x + 14, y + 44, bottom, x + width - 14);
    List<String> colours =
        List.of("#2e7fd9", "#d9730d", "#2da44e", "#bf3989", "#8250df", "#bc4c00");
    int left = x + 14;
    List<String> labels = new ArrayList<>();
    properties.path("metrics").forEach(metric -> labels.add(label(metric)));
    for (int i = 0; i < labels.size(); i++) {
      String colour = colours.get(i % colours.size());
      line(
          "<rect x=\"%d\" y=\"%d\" width=\"11\" height=\"11\" rx=\"2\" fill=\"%s\"/>",
          left, bottom + 17, colour);
      text(left + 16, bottom + 27, "ink", 13, labels.get(i));
      left += 40 + labels.get(i).length() * 8;
    }
    double most = 1;
    for (String label : labels) {
      for (double value : values(label)) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    for (JsonNode limit : properties.path("annotations").path("horizontal")) {
      most = Math.max(most, limit.path("value").asDouble());
    }
    int top = y + 62;
    text(x + width - 24, top - 5, "faint", 12, "%.0f".formatted(most));
    for (int i = 0; i < labels.size(); i++) {
      curve(
          x + 14,
          width - 28,
          top,
          bottom,
          values(labels.get(i)),
          most,
          colours.get(i % colours.size()));
    }
    for (JsonNode limit : properties.path("annotations").path("horizontal")) {
      line(
          "<path d=\"M%d %dH%d\" fill=\"none\" stroke=\"#d62728\" stroke-dasharray=\"6 4\"/>",
          x + 14, y + 62, x + width - 14);
      text(
          x + 20,
          y + 57,
          "ink",
          12,
          limit.path("value").asText() + " " + limit.path("label").asText());
    }
  }

  private void curve(
      int x, int width, int top, int bottom, List<Double> values, double most, String colour) {
    StringBuilder path = new StringBuilder();
    for (int day = 0; day < values.size(); day++) {
      double value = values.get(day);
      if (!Double.isNaN(value)) {
        boolean begins = day == 0 || Double.isNaN(values.get(day - 1));
        path.append(begins ? 'M' : 'L')
            .append(
                String.format(
                    Locale.ROOT,
                    "%.1f %.1f",
                    x + width * (double) day / (values.size() - 1),
                    bottom - (bottom - top) * value / most));
      }
    }
    line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
  }

  private static String label(JsonNode metric) {
    return metric.path(metric.size() - 1).path("label").asText(metric.path(1).asText());
  }

  private void text(int x, int y, String kind, int size, String text) {
    line(
        "<text%s x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>",
        kind.isEmpty() ? "" : " class=\"" + kind + "\"",
        x,
        y,
        size,
        COLOURS.getOrDefault(kind, "#ffffff"),
        text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the formats are written in this class
  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
