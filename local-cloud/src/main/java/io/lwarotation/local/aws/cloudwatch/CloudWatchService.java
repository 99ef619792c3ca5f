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
        yield Json.list("MetricAlarms", alarms.described(prefix), one -> one)
            .set("CompositeAlarms", Json.array());
      }
      case "GetMetricStatistics" -> statistics(input);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private ObjectNode statistics(Input input) {
    input.only("Namespace MetricName Dimensions StartTime EndTime Period Statistics");
    List<String> statistics = input.texts("Statistics");
    if (statistics.isEmpty()) {
      throw combination(
          "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
    }
    if (!Metrics.STATISTICS.containsAll(statistics)) {
      throw invalid("Statistics");
    }
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
      throw combination(
          "You have requested up to %d datapoints, which exceeds the limit of 1,440."
              .formatted(periods));
    }
    ObjectNode answer = Json.object().put("Label", input.text("MetricName"));
    ArrayNode points = answer.putArray("Datapoints");
    for (long i = 0; i < periods; i++) {
      Instant from = start.plusSeconds(i * seconds);
      Instant to = from.plusSeconds(seconds);
      List<Metrics.Datum> data =
          metrics.between(Metrics.Series.of(input), from, to.isBefore(end) ? to : end);
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

  private static AwsException combination(String message) {
    return AwsException.badRequest("InvalidParameterCombination", message);
  }

  private static AwsException invalid(String member) {
    return AwsException.badRequest(
        "InvalidParameterValue", "The parameter " + member + " has an invalid value.");
  }
}
