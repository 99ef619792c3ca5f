package io.lwarotation.local.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The account's metrics: those of the lines that functions log in the embedded metric format, and
 * those of AWS's own services that alarms here stand on.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     CloudWatch: embedded metric format</a>
 */
public record Metrics(InstantSource clock, Map<Series, List<Datum>> data) {
  static final Set<String> STATISTICS = Set.of("Maximum", "Minimum", "SampleCount", "Sum");

  public Metrics(InstantSource clock) {
    this(clock, new LinkedHashMap<>());
  }

  /** A metric with all of its dimensions; another set of them is another metric. */
  public record Series(String namespace, String name, Map<String, String> dimensions) {
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

  /** A value of a metric of one of AWS's own services, now. */
  public void measured(String service, String name, Map<String, String> dimensions, double value) {
    add(new Series("AWS/" + service, name, dimensions), value, "Count");
  }

  private void add(Series series, double value, String unit) {
    data.computeIfAbsent(series, _ -> new ArrayList<>())
        .add(new Datum(clock.instant(), value, unit));
  }

  /**
   * Takes in what a function logged. The values count from now: the clock of the function's process
   * is not the one that is moved.
   *
   * @throws IllegalStateException at a line that CloudWatch would drop without a word
   */
  public void logged(String text) {
    text.lines()
        .filter(line -> line.startsWith("{") && line.contains("\"_aws\""))
        .forEach(this::take);
  }

  private void take(String text) {
    JsonNode line;
    try {
      line = Json.read(text);
    } catch (NotJsonException e) {
      throw new IllegalStateException("CloudWatch drops a line that is not JSON", e);
    }
    JsonNode directives = line.at("/_aws/CloudWatchMetrics");
    dropUnless(
        line.at("/_aws/Timestamp").isIntegralNumber() && directives.isArray(),
        "Timestamp or CloudWatchMetrics is missing");
    for (JsonNode directive : directives) {
      String namespace = directive.path("Namespace").asText();
      for (JsonNode names : directive.path("Dimensions")) {
        Map<String, String> dimensions = dimensions(line, names);
        for (JsonNode metric : directive.path("Metrics")) {
          String name = metric.path("Name").asText();
          JsonNode value = line.path(name);
          dropUnless(
              !namespace.isBlank() && !name.isBlank() && value.isNumber(),
              "the metric " + name + " has no number or no namespace");
          add(
              new Series(namespace, name, dimensions),
              value.asDouble(),
              metric.path("Unit").asText("None"));
        }
      }
    }
  }

  private static Map<String, String> dimensions(JsonNode line, JsonNode names) {
    Map<String, String> dimensions = new TreeMap<>();
    for (JsonNode name : names) {
      JsonNode value = line.path(name.asText());
      dropUnless(
          value.isTextual() && !value.asText().isBlank(),
          "the dimension " + name.asText() + " has no value");
      dimensions.put(name.asText(), value.asText());
    }
    return dimensions;
  }

  private static void dropUnless(boolean complete, String why) {
    if (!complete) {
      throw new IllegalStateException("CloudWatch drops a line of embedded metrics: " + why);
    }
  }

  /** From a moment on, and before another, in the order in which they came. */
  List<Datum> between(Series series, Instant from, Instant to) {
    return data.getOrDefault(series, List.of()).stream()
        .filter(datum -> !datum.at().isBefore(from) && datum.at().isBefore(to))
        .toList();
  }

  /** After a moment, and up to another. */
  List<Datum> after(Series series, Instant from, Instant to) {
    return between(series, from.plusNanos(1), to.plusNanos(1));
  }

  /** One of the statistics of some values; empty if there are none. */
  static Optional<Double> statistic(String name, List<Datum> data) {
    DoubleSummaryStatistics values = data.stream().mapToDouble(Datum::value).summaryStatistics();
    double found =
        switch (name) {
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
