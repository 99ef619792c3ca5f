package io.lwarotation.local.aws.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricAlarmTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  /**
   * The tables of AWS's page on missing data, with five periods in reach of three: the newest value
   * stands on the right, 0 is a good one, X a bad one, - none. What keeps its state was new.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 0 - X - X, OK, OK, OK",
    "3, 0 - - - -, OK, OK, OK",
    "3, - - - - -, ALARM, OK, INSUFFICIENT_DATA",
    "3, 0 X X - X, ALARM, ALARM, ALARM",
    "3, - - X - -, ALARM, OK, INSUFFICIENT_DATA",
    "2, 0 - X - X, ALARM, ALARM, ALARM",
    "2, 0 0 X 0 X, ALARM, ALARM, ALARM",
    "2, 0 - X - -, ALARM, OK, OK",
    "2, - - - - 0, ALARM, OK, OK",
    "2, - - - X -, ALARM, OK, INSUFFICIENT_DATA"
  })
  void evaluatesMissingDataAsAwsTables(
      int datapoints, String data, AlarmState breaching, AlarmState notBreaching, AlarmState ignore)
      throws NotJsonException {
    assertEquals(breaching, found(datapoints, data, "breaching"));
    assertEquals(notBreaching, found(datapoints, data, "notBreaching"));
    assertEquals(ignore, found(datapoints, data, "ignore"));
  }

  private static AlarmState found(int datapoints, String data, String missing)
      throws NotJsonException {
    String[] points = data.split(" ", -1);
    List<Metrics.Datum> values = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      if (!points[i].equals("-")) {
        Instant at = NOW.minus(Duration.ofMinutes(5L * (points.length - 1 - i)));
        values.add(new Metrics.Datum(at, points[i].equals("X") ? 1 : 0, "None"));
      }
    }
    String properties =
        """
        {"Namespace":"n","MetricName":"m","Statistic":"Sum","Period":300,"EvaluationPeriods":3,
         "DatapointsToAlarm":%d,"ComparisonOperator":"GreaterThanOrEqualToThreshold","Threshold":1,
         "TreatMissingData":"%s"}"""
            .formatted(datapoints, missing);
    MetricAlarm alarm = MetricAlarm.parse("a", new Input(Json.read(properties)));
    return alarm.at(NOW, values, NOW, AlarmState.INSUFFICIENT_DATA).state();
  }
}
