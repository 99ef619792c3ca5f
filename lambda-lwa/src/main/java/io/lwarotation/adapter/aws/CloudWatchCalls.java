package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.AwsJsonService;
import io.lwarotation.adapter.HttpAnswer;
import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.watch.CallHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The calls of SP-API of the last two weeks, from the metric {@code SuccessfulCalls}: 1 for each
 * call that succeeded, 0 for one that failed. One signed request in JSON; the SDK's client for it
 * would be a megabyte in the functions' jar, for this alone, and an alarm on the metric would not
 * tell since when calls fail.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">
 *     CloudWatch: GetMetricStatistics</a>
 */
public record CloudWatchCalls(AwsJsonService cloudWatch) {
  private static final Duration HISTORY = Duration.ofDays(14);
  private static final int HOUR = (int) CallHistory.HOUR.toSeconds();
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final String TARGET = "GraniteServiceVersion20100801.GetMetricStatistics";

  /** One hour in which there was a call. */
  private record Hour(Instant start, boolean good) {
    Instant end(Instant now) {
      Instant end = start.plusSeconds(HOUR);
      return end.isAfter(now) ? now : end;
    }
  }

  /**
   * Reads them.
   *
   * @throws StoreException if CloudWatch refused, naming the right, or did not answer
   */
  public CallHistory read(String app, Instant now, Deadline deadline) {
    HttpAnswer answer =
        cloudWatch.ask(
            TARGET,
            app,
            question(app, now),
            _ -> "check that the function's role has cloudwatch:GetMetricStatistics.",
            deadline);
    List<Hour> hours;
    try {
      hours =
          JsonReader.read(answer.body(), MAX_ANSWER_BYTES).items("Datapoints").stream()
              .map(CloudWatchCalls::hour)
              .flatMap(Optional::stream)
              .sorted(Comparator.comparing(Hour::start))
              .toList();
    } catch (NotJsonException e) {
      throw cloudWatch.unreadable(e);
    }
    List<Hour> latestFirst = hours.reversed();
    return new CallHistory(
        hours.stream().map(hour -> hour.end(now)).findFirst(),
        latestFirst.stream().map(hour -> hour.end(now)).findFirst(),
        latestFirst.stream().filter(Hour::good).map(hour -> hour.end(now)).findFirst());
  }

  private static Optional<Hour> hour(Json point) {
    boolean called = isPositive(point, "SampleCount");
    return point
        .number("Timestamp")
        .filter(_ -> called)
        .map(start -> new Hour(Instant.ofEpochSecond(start.longValue()), isPositive(point, "Sum")));
  }

  private static boolean isPositive(Json point, String name) {
    return point.number(name).filter(value -> value.signum() > 0).isPresent();
  }

  private static JsonObject question(String app, Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS).plusSeconds(HOUR);
    return new JsonObject()
        .put("Namespace", "LwaRotation")
        .put("MetricName", "SuccessfulCalls")
        .put("Dimensions", List.of(new JsonObject().put("Name", "App").put("Value", app)))
        .put("StartTime", end.minus(HISTORY).getEpochSecond())
        .put("EndTime", end.getEpochSecond())
        .put("Period", HOUR)
        .put("Statistics", List.of("Sum", "SampleCount"));
  }
}
