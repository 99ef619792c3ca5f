package io.lwarotation.local.aws.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Xml;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions log becomes metrics, and is asked for as CloudWatch is. */
class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T07:00:00Z");
  private static final Caller.OfAccount CALLER =
      new Caller.OfAccount("123456789012", "AKIDEXAMPLE");

  private final MovableClock clock = MovableClock.at(NOW);
  private final Cloud cloud =
      Cloud.of(
          new Account("123456789012", "us-east-1", clock, () -> URI.create("http://localhost")));
  private final Metrics metrics = cloud.metrics();
  private final CloudWatchService service = new CloudWatchService(metrics, cloud.alarms());

  private static String line(String app, int value) {
    return """
        {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"LwaRotation","Dimensions":[["App"]],\
        "Metrics":[{"Name":"SuccessfulCalls","Unit":"Count"}]}]},"App":"%s","SuccessfulCalls":%d}
        """
        .formatted(app, value);
  }

  private static ObjectNode request(Instant from, Instant to, int period, String statistic) {
    ObjectNode request =
        Json.object()
            .put("Namespace", "LwaRotation")
            .put("MetricName", "SuccessfulCalls")
            .put("StartTime", from.getEpochSecond())
            .put("EndTime", to.getEpochSecond())
            .put("Period", period);
    request.putArray("Dimensions").addObject().put("Name", "App").put("Value", "my-erp");
    request.putArray("Statistics").add(statistic);
    return request;
  }

  private ObjectNode ask(ObjectNode request) {
    return service.answer(CALLER, "GetMetricStatistics", new Input(request));
  }

  @ParameterizedTest
  @CsvSource({"Sum, 3", "Minimum, 0", "Maximum, 2", "SampleCount, 3"})
  void sumsUpWhatWasLoggedInAPeriod(String statistic, double expected) {
    metrics.logged("noise\n" + line("my-erp", 1) + line("my-erp", 2) + line("my-shop", 9));
    clock.advance(Duration.ofMinutes(1));
    metrics.logged(line("my-erp", 0));
    clock.advance(Duration.ofDays(2));
    metrics.logged(line("my-erp", 7));

    ObjectNode answer =
        ask(request(NOW.minusSeconds(3600), NOW.plusSeconds(3600), 86400, statistic));

    assertEquals(1, answer.path("Datapoints").size(), answer.toString());
    assertEquals(expected, answer.at("/Datapoints/0/" + statistic).asDouble());
    assertEquals("Count", answer.at("/Datapoints/0/Unit").asText());
    assertEquals(NOW.minusSeconds(3600).toString(), answer.at("/Datapoints/0/Timestamp").asText());
  }

  @Test
  void aPeriodWithoutAValueHasNoDatapointAndAnotherApplicationNone() {
    metrics.logged(line("my-shop", 1));

    assertEquals(0, ask(request(NOW, NOW.plusSeconds(60), 60, "Sum")).path("Datapoints").size());
    assertEquals(Set.of("LwaRotation SuccessfulCalls {App=my-shop}"), metrics.names());
  }

  @Test
  void speaksTheQueryProtocolAsWell() {
    metrics.logged(line("my-erp", 1));
    ObjectNode request = request(NOW, NOW.plusSeconds(60), 60, "Sum");
    request.put("StartTime", NOW.toString()).put("EndTime", NOW.plusSeconds(60).toString());

    assertEquals(
        "<R><Label>SuccessfulCalls</Label><Datapoints><member><Timestamp>2026-06-01T07:00:00Z"
            + "</Timestamp><Unit>Count</Unit><Sum>1.0</Sum></member></Datapoints></R>",
        Xml.of("R", ask(request)));
  }

  @Test
  void refusesWhatCloudWatchRefuses() {
    refused("InvalidParameterValue", request(NOW, NOW.plusSeconds(60), 61, "Sum"));
    refused("InvalidParameterValue", request(NOW, NOW, 60, "Sum"));
    refused("InvalidParameterValue", request(NOW, NOW.plusSeconds(60), 60, "Median"));
    refused("InvalidParameterCombination", request(NOW, NOW.plus(Duration.ofDays(2)), 60, "Sum"));
    refused("NotModelled", request(NOW, NOW.plusSeconds(60), 60, "Sum").put("Unit", "Count"));
  }

  private void refused(String code, ObjectNode request) {
    assertEquals(code, assertThrows(AwsException.class, () -> ask(request)).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"App\":\"my-erp\"", "\"SuccessfulCalls\":1", "\"Timestamp\":1"})
  void aLineThatCloudWatchWouldDropInSilenceIsHeardHere(String needed) {
    String broken = line("my-erp", 1).replace(needed, "\"other\":1");

    assertThrows(IllegalStateException.class, () -> metrics.logged(broken));
    assertTrue(metrics.names().isEmpty());
  }
}
