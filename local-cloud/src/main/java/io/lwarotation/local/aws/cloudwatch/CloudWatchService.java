package io.lwarotation.local.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CloudWatch's {@code GetMetricStatistics} over the functions' own metrics and the numbers of SNS's
 * deliveries, in the three protocols that CloudWatch speaks: the query protocol, JSON 1.0, and
 * CBOR, which the AWS SDK for Java 2.41.28 sends.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">
 *     GetMetricStatistics</a>
 */
public record CloudWatchService(Metrics metrics, AlarmBook alarms) {
  private static final Set<String> STATISTICS =
      Set.of("Average", "Maximum", "Minimum", "SampleCount", "Sum");
  private static final int MOST_DATAPOINTS = 1440;

  /** One period that has values. */
  private record Datapoint(Instant start, String unit, DoubleSummaryStatistics values) {
    double of(String statistic) {
      return switch (statistic) {
        case "Average" -> values.getAverage();
        case "Maximum" -> values.getMax();
        case "Minimum" -> values.getMin();
        case "SampleCount" -> values.getCount();
        default -> values.getSum();
      };
    }
  }

  public ObjectNode json(Caller.OfAccount caller, String operation, Input input) {
    if (operation.equals("DescribeAlarms")) {
      return describeAlarms(input);
    }
    List<String> statistics = statistics(operation, input);
    ObjectNode answer = Json.object().put("Label", input.text("MetricName"));
    ArrayNode points = answer.putArray("Datapoints");
    for (Datapoint point : datapoints(input)) {
      ObjectNode one = points.addObject();
      one.put("Timestamp", point.start().getEpochSecond()).put("Unit", point.unit());
      statistics.forEach(statistic -> one.put(statistic, point.of(statistic)));
    }
    return answer;
  }

  private ObjectNode describeAlarms(Input input) {
    String prefix = input.only("AlarmNamePrefix").optionalText("AlarmNamePrefix").orElse("");
    ObjectNode answer = Json.object();
    answer.putArray("CompositeAlarms");
    ArrayNode found = answer.putArray("MetricAlarms");
    alarms.described(prefix).forEach(found::add);
    return answer;
  }

  public Xml query(Caller.OfAccount caller, String operation, Input input) {
    List<String> statistics = statistics(operation, input);
    Xml answer = new Xml().text("Label", input.text("MetricName"));
    return answer.members(
        "Datapoints",
        datapoints(input),
        (xml, point) -> {
          xml.text("Timestamp", point.start().toString()).text("Unit", point.unit());
          statistics.forEach(name -> xml.text(name, Double.toString(point.of(name))));
        });
  }

  private static List<String> statistics(String operation, Input input) {
    if (!operation.equals("GetMetricStatistics")) {
      throw Service.unknownOperation(operation);
    }
    input.only(
        "Namespace", "MetricName", "Dimensions", "StartTime", "EndTime", "Period", "Statistics");
    List<String> statistics = input.texts("Statistics");
    if (statistics.isEmpty()) {
      throw AwsException.badRequest(
          "InvalidParameterCombination",
          "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
    }
    if (!STATISTICS.containsAll(statistics)) {
      throw invalid("Statistics");
    }
    return statistics;
  }

  private List<Datapoint> datapoints(Input input) {
    Instant start = time(input, "StartTime").truncatedTo(ChronoUnit.MINUTES);
    Instant end = time(input, "EndTime");
    int seconds = input.optionalInt("Period").orElseThrow(() -> invalid("Period"));
    if (seconds < 60 || seconds % 60 != 0) {
      throw invalid("Period");
    }
    if (!start.isBefore(end)) {
      throw invalid("StartTime");
    }
    long periods = (Duration.between(start, end).toSeconds() + seconds - 1) / seconds;
    if (periods > MOST_DATAPOINTS) {
      throw AwsException.badRequest(
          "InvalidParameterCombination",
          "You have requested up to %d datapoints, which exceeds the limit of 1,440."
              .formatted(periods));
    }
    Metrics.Series series =
        new Metrics.Series(input.text("Namespace"), input.text("MetricName"), dimensions(input));
    List<Datapoint> points = new ArrayList<>();
    for (long i = 0; i < periods; i++) {
      Instant from = start.plusSeconds(i * seconds);
      Instant to = from.plusSeconds(seconds);
      List<Metrics.Datum> data = metrics.between(series, from, to.isBefore(end) ? to : end);
      if (!data.isEmpty()) {
        points.add(
            new Datapoint(
                from,
                data.getFirst().unit(),
                data.stream().mapToDouble(Metrics.Datum::value).summaryStatistics()));
      }
    }
    return points;
  }

  private static Map<String, String> dimensions(Input input) {
    Map<String, String> dimensions = new HashMap<>();
    input
        .items("Dimensions")
        .forEach(one -> dimensions.put(one.only("Name", "Value").text("Name"), one.text("Value")));
    return dimensions;
  }

  /** Seconds since 1970 in JSON, ISO 8601 in the query protocol. */
  private static Instant time(Input input, String member) {
    JsonNode value = input.node(member);
    if (value.isNumber()) {
      return Instant.ofEpochMilli(Math.round(value.asDouble() * 1000));
    }
    try {
      return Instant.parse(input.text(member));
    } catch (DateTimeParseException _) {
      throw invalid(member);
    }
  }

  private static AwsException invalid(String member) {
    return AwsException.badRequest(
        "InvalidParameterValue", "The parameter " + member + " has an invalid value.");
  }
}
