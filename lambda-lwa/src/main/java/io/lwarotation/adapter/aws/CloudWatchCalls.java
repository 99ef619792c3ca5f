package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.AwsJsonService;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpAnswer;
import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.watch.CallHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
public final class CloudWatchCalls {
  private static final Duration HISTORY = Duration.ofDays(14);
  private static final int HOUR = (int) CallHistory.HOUR.toSeconds();
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final String TARGET = "GraniteServiceVersion20100801.GetMetricStatistics";

  private final AwsJsonService cloudWatch;

  /** One hour in which there was a call. */
  private record Hour(Instant start, boolean good) {
    Instant end(Instant now) {
      Instant end = start.plusSeconds(HOUR);
      return end.isAfter(now) ? now : end;
    }
  }

  public CloudWatchCalls(CrtHttp http, AwsEnvironment aws, InstantSource clock) {
    this.cloudWatch = AwsJsonService.cloudWatch(http, aws, clock);
  }

  /**
   * Reads them.
   *
   * @throws StoreException if CloudWatch refused, naming the right, or did not answer
   */
  public CallHistory read(String app, Instant now, Deadline deadline) {
    HttpAnswer answer = cloudWatch.ask(TARGET, body(app, now), deadline);
    if (answer.status() != 200) {
      throw refused(answer);
    }
    List<Hour> hours = new ArrayList<>();
    try {
      Json json = JsonReader.read(answer.body(), MAX_ANSWER_BYTES);
      if (json.field("Datapoints").orElse(null) instanceof Json.Items(List<Json> points)) {
        for (Json point : points) {
          hour(point).ifPresent(hours::add);
        }
      }
    } catch (NotJsonException e) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "CloudWatch gave an answer that " + e.reason() + "; the next run tries again.",
          e);
    }
    hours.sort(Comparator.comparing(Hour::start));
    List<Hour> latestFirst = hours.reversed();
    return new CallHistory(
        hours.stream().map(hour -> hour.end(now)).findFirst(),
        latestFirst.stream().map(hour -> hour.end(now)).findFirst(),
        latestFirst.stream().filter(Hour::good).map(hour -> hour.end(now)).findFirst());
  }

  private static Optional<Hour> hour(Json point) {
    Optional<BigDecimal> start = number(point, "Timestamp");
    boolean called = number(point, "SampleCount").filter(count -> count.signum() > 0).isPresent();
    if (start.isEmpty() || !called) {
      return Optional.empty();
    }
    boolean good = number(point, "Sum").filter(sum -> sum.signum() > 0).isPresent();
    return Optional.of(new Hour(Instant.ofEpochSecond(start.get().longValue()), good));
  }

  private static Optional<BigDecimal> number(Json json, String name) {
    return json.field(name)
        .filter(Json.Numeral.class::isInstance)
        .map(Json.Numeral.class::cast)
        .flatMap(Json.Numeral::value);
  }

  private static StoreException refused(HttpAnswer answer) {
    boolean server = answer.status() >= 500;
    return new StoreException(
        server ? StoreException.Kind.UNREACHABLE : StoreException.Kind.REFUSED,
        "CloudWatch answered HTTP "
            + answer.status()
            + " when asked for the calls of SP-API: "
            + (server
                ? "the next run tries again."
                : "check that the function's role has cloudwatch:GetMetricStatistics."),
        null);
  }

  private static String body(String app, Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS).plusSeconds(HOUR);
    return JsonWriter.object(
        json -> {
          json.writeStringField("Namespace", "LwaRotation");
          json.writeStringField("MetricName", "SuccessfulCalls");
          json.writeArrayFieldStart("Dimensions");
          json.writeStartObject();
          json.writeStringField("Name", "App");
          json.writeStringField("Value", app);
          json.writeEndObject();
          json.writeEndArray();
          json.writeNumberField("StartTime", end.minus(HISTORY).getEpochSecond());
          json.writeNumberField("EndTime", end.getEpochSecond());
          json.writeNumberField("Period", HOUR);
          json.writeArrayFieldStart("Statistics");
          json.writeString("Sum");
          json.writeString("SampleCount");
          json.writeEndArray();
        });
  }
}
