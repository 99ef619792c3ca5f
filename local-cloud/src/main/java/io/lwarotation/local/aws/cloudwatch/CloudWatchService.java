package io.lwarotation.local.aws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * CloudWatch's {@code GetMetricStatistics} over the functions' own metrics and the numbers of AWS's
 * own services, and {@code DescribeAlarms}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">
 *     GetMetricStatistics</a>
 */
public record CloudWatchService(Metrics metrics, AlarmBook alarms) implements Endpoint.Service {
  private static final int MOST_DATAPOINTS = 1440;

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "DescribeAlarms" -> {
        String prefix = input.only("AlarmNamePrefix").optionalText("AlarmNamePrefix").orElse("");
        ObjectNode answer = Json.object();
        answer.set("MetricAlarms", Json.array().addAll(alarms.described(prefix)));
        yield answer.set("CompositeAlarms", Json.array());
      }
      case "GetMetricStatistics" -> statistics(input);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private ObjectNode statistics(Input input) {
    input.only("Namespace MetricName Dimensions StartTime EndTime Period Statistics");
    List<String> statistics = input.texts("Statistics");
    Instant start = time(input, "StartTime").truncatedTo(ChronoUnit.MINUTES);
    Instant end = time(input, "EndTime");
    int seconds = input.optionalInt("Period").orElse(0);
    invalidIf(statistics.isEmpty() || !Metrics.STATISTICS.containsAll(statistics), "Statistics");
    invalidIf(seconds < 60 || seconds % 60 != 0, "Period");
    invalidIf(!start.isBefore(end), "StartTime");
    long periods = Math.ceilDiv(Duration.between(start, end).toSeconds(), seconds);
    if (periods > MOST_DATAPOINTS) {
      throw AwsException.badRequest(
          "InvalidParameterCombination",
          "You have requested up to %d datapoints, which exceeds the limit of 1,440."
              .formatted(periods));
    }
    Metrics.Series series = Metrics.Series.of(input);
    ObjectNode answer = Json.object().put("Label", series.name());
    ArrayNode points = answer.putArray("Datapoints");
    for (Instant from = start; from.isBefore(end); from = from.plusSeconds(seconds)) {
      Instant to = from.plusSeconds(seconds);
      List<Metrics.Datum> data = metrics.between(series, from, to.isBefore(end) ? to : end);
      if (!data.isEmpty()) {
        ObjectNode point = points.addObject().putPOJO("Timestamp", from);
        point.put("Unit", data.getFirst().unit());
        for (String name : statistics) {
          point.put(name, Metrics.statistic(name, data).orElseThrow());
        }
      }
    }
    return answer;
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

  private static void invalidIf(boolean invalid, String member) {
    if (invalid) {
      throw invalid(member);
    }
  }
}
