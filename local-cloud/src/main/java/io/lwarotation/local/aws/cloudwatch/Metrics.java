package io.lwarotation.local.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account's metrics: those of the lines that functions log in the embedded metric format, and
 * those of AWS's own services that alarms here stand on.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     CloudWatch: embedded metric format</a>
 */
public final class Metrics {
  static final Set<String> STATISTICS =
      Set.of("Average", "Maximum", "Minimum", "SampleCount", "Sum");

  private final Map<Series, List<Datum>> data = new LinkedHashMap<>();

  /** A metric with all of its dimensions; another set of them is another metric. */
  public record Series(String namespace, String name, Map<String, String> dimensions) {
    public Series {
      dimensions = Map.copyOf(dimensions);
    }

    /** As requests and templates name it. */
    public static Series of(Input input) {
      return new Series(
          input.text("Namespace"),
          input.text("MetricName"),
          input.pairs("Dimensions", "Name", "Value"));
    }

    @Override
    public String toString() {
      return namespace + " " + name + " " + new TreeMap<>(dimensions);
    }
  }

  /** One value. */
  public record Datum(Instant at, double value, String unit) {}

  /**
   * Takes in what a function logged. The values count from now: the clock of the function's process
   * is not the one that is moved.
   *
   * @throws IllegalStateException at a line that CloudWatch would drop without a word
   */
  public void logged(String text, Instant now) {
    text.lines()
        .filter(line -> line.startsWith("{") && line.contains("\"_aws\""))
        .forEach(line -> take(parse(line), now));
  }

  private static JsonNode parse(String line) {
    try {
      return Json.read(line);
    } catch (NotJsonException e) {
      throw dropped("it is not JSON", e);
    }
  }

  private void take(JsonNode line, Instant now) {
    JsonNode header = line.path("_aws");
    if (!header.path("Timestamp").isIntegralNumber()
        || !header.path("CloudWatchMetrics").isArray()) {
      throw dropped("Timestamp or CloudWatchMetrics is missing", null);
    }
    for (JsonNode directive : header.path("CloudWatchMetrics")) {
      for (JsonNode names : directive.path("Dimensions")) {
        Map<String, String> dimensions = dimensions(line, names);
        for (JsonNode metric : directive.path("Metrics")) {
          put(line, directive.path("Namespace").asText(), dimensions, metric, now);
        }
      }
    }
  }

  private static Map<String, String> dimensions(JsonNode line, JsonNode names) {
    Map<String, String> dimensions = new TreeMap<>();
    for (JsonNode name : names) {
      JsonNode value = line.path(name.asText());
      if (!value.isTextual() || value.asText().isBlank()) {
        throw dropped("the dimension " + name.asText() + " has no value", null);
      }
      dimensions.put(name.asText(), value.asText());
    }
    return dimensions;
  }

  private void put(
      JsonNode line,
      String namespace,
      Map<String, String> dimensions,
      JsonNode metric,
      Instant now) {
    String name = metric.path("Name").asText();
    JsonNode value = line.path(name);
    if (namespace.isBlank() || name.isBlank() || !value.isNumber()) {
      throw dropped("the metric " + name + " has no number or no namespace", null);
    }
    data.computeIfAbsent(new Series(namespace, name, dimensions), _ -> new ArrayList<>())
        .add(new Datum(now, value.asDouble(), metric.path("Unit").asText("None")));
  }

  /** A value of one of AWS's own metrics. */
  public void measured(Series series, double value, Instant now) {
    data.computeIfAbsent(series, _ -> new ArrayList<>()).add(new Datum(now, value, "Count"));
  }

  private static IllegalStateException dropped(String why, @Nullable Throwable cause) {
    return new IllegalStateException("CloudWatch drops a line of embedded metrics: " + why, cause);
  }

  /** From a moment on, and before another, in the order in which they came. */
  List<Datum> between(Series series, Instant from, Instant to) {
    return data.getOrDefault(series, List.of()).stream()
        .filter(datum -> !datum.at().isBefore(from) && datum.at().isBefore(to))
        .toList();
  }

  /** After a moment, and up to another. */
  List<Datum> after(Series series, Instant from, Instant to) {
    return data.getOrDefault(series, List.of()).stream()
        .filter(datum -> datum.at().isAfter(from) && !datum.at().isAfter(to))
        .toList();
  }

  /** One of the statistics of some values; empty if there are none. */
  static Optional<Double> statistic(String name, List<Datum> data) {
    DoubleSummaryStatistics values = data.stream().mapToDouble(Datum::value).summaryStatistics();
    double found =
        switch (name) {
          case "Average" -> values.getAverage();
          case "Maximum" -> values.getMax();
          case "Minimum" -> values.getMin();
          case "SampleCount" -> values.getCount();
          default -> values.getSum();
        };
    return data.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Each metric that has a value, as text. */
  public Set<String> names() {
    return data.keySet().stream().map(Series::toString).collect(Collectors.toSet());
  }
}
