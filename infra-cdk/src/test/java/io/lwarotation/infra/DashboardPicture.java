package io.lwarotation.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws where a dashboard's widgets lie and what each shows, as SVG. Figures are examples; places,
 * titles, labels and the number of alarms are those of the template.
 */
final class DashboardPicture {
  private static final int CELL = 40;
  private static final int MARGIN = 8;
  private static final int LONGEST_NAME = 32;

  /** What a healthy application shows 37 days after a rotation. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "DaysUntilSecretExpires", "143",
          "HoursSinceLastGoodCall", "5",
          "ConfirmedSubscriptions", "2",
          "PendingSubscriptions", "0",
          "GoneSubscriptions", "0");

  private final StringBuilder out = new StringBuilder();

  private DashboardPicture() {}

  /**
   * @param body of the dashboard, as CloudWatch gets it
   */
  static String of(JsonNode body) {
    DashboardPicture picture = new DashboardPicture();
    int bottom = 0;
    for (JsonNode widget : body.path("widgets")) {
      bottom = Math.max(bottom, widget.path("y").asInt() + widget.path("height").asInt());
    }
    int width = 24 * CELL + MARGIN;
    int height = bottom * CELL + 28 + MARGIN;
    picture.line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\" role=\"img\" aria-label=\"Layout of the CloudWatch dashboard, figures are examples\">"
            .formatted(width, height, width, height));
    picture.line(
        "<style>@media (prefers-color-scheme: dark) { .page { fill: #0d1117 } .box { fill: #161b22; stroke: #484f58 } .ink { fill: #e6edf3 } .faint { fill: #9aa4af } .axis { stroke: #6e7681 } }</style>");
    picture.line(
        "<rect class=\"page\" width=\"%d\" height=\"%d\" fill=\"#f6f8fa\"/>"
            .formatted(width, height));
    body.path("widgets").forEach(picture::widget);
    picture.text(
        MARGIN,
        height - 12,
        "faint",
        "#57606a",
        13,
        "Layout of the template; the figures are examples.");
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
        "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>"
            .formatted(x, y, width, height));
    if (widget.path("type").asText().equals("text")) {
      markdown(x, y, properties.path("markdown").asText());
      return;
    }
    text(x + 14, y + 26, "ink", "#1f2328", 15, properties.path("title").asText());
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
          heading ? "#1f2328" : "#57606a",
          heading ? 19 : 14,
          paragraph.replace("## ", "").replace("`", ""));
      line += 28;
    }
  }

  private void values(int x, int y, int width, JsonNode metrics) {
    int each = width / metrics.size();
    for (int i = 0; i < metrics.size(); i++) {
      String name = metrics.get(i).path(1).asText();
      String value = EXAMPLES.get(name);
      if (value == null) {
        throw new AssertionError("Give the picture an example of " + name + ".");
      }
      int size = metrics.size() == 1 ? 88 : 56;
      text(x + 14 + i * each, y + 130, "ink", "#1f2328", size, value);
      text(x + 14 + i * each, y + 162, "faint", "#57606a", 15, label(metrics.get(i)));
    }
  }

  private void alarms(int x, int y, int width, JsonNode alarms) {
    int each = (width - 14) / 4;
    for (int i = 0; i < alarms.size(); i++) {
      int left = x + 14 + i % 4 * each;
      int top = y + 40 + i / 4 * 34;
      line(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"26\" rx=\"4\" fill=\"#1a7f37\"/>"
              .formatted(left, top, each - 14));
      text(left + 8, top + 18, "", "#ffffff", 12, "OK  " + fit(alarms.get(i).asText()));
    }
  }

  /** What a box has room for. */
  private static String fit(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private void graph(int x, int y, int width, int height, JsonNode properties) {
    int bottom = y + height - 44;
    line(
        "<path class=\"axis\" d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#8c959f\"/>"
            .formatted(x + 14, y + 44, bottom, x + width - 14));
    List<String> colours =
        List.of("#2e7fd9", "#d9730d", "#2da44e", "#bf3989", "#8250df", "#bc4c00");
    int left = x + 14;
    List<String> labels = new ArrayList<>();
    properties.path("metrics").forEach(metric -> labels.add(label(metric)));
    for (int i = 0; i < labels.size(); i++) {
      String colour = colours.get(i % colours.size());
      line(
          "<rect x=\"%d\" y=\"%d\" width=\"11\" height=\"11\" rx=\"2\" fill=\"%s\"/>"
              .formatted(left, bottom + 17, colour));
      text(left + 16, bottom + 27, "ink", "#1f2328", 13, labels.get(i));
      left += 40 + labels.get(i).length() * 8;
    }
    for (JsonNode limit : properties.path("annotations").path("horizontal")) {
      line(
          "<path d=\"M%d %dH%d\" fill=\"none\" stroke=\"#d62728\" stroke-dasharray=\"6 4\"/>"
              .formatted(x + 14, y + 62, x + width - 14));
      text(
          x + 20,
          y + 57,
          "ink",
          "#1f2328",
          12,
          limit.path("value").asText() + " " + limit.path("label").asText());
    }
  }

  private static String label(JsonNode metric) {
    return metric.path(metric.size() - 1).path("label").asText(metric.path(1).asText());
  }

  private void text(int x, int y, String kind, String colour, int size, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    line(
        String.format(
            Locale.ROOT,
            "<text%s x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>",
            kind.isEmpty() ? "" : " class=\"" + kind + "\"",
            x,
            y,
            size,
            colour,
            escaped));
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
