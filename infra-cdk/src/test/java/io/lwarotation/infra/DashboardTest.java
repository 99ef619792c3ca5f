package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that a person looks at, and the metrics that it and the alarms stand on. */
class DashboardTest {
  private static final Path PICTURE = Path.of("../docs/images/dashboard.svg");

  /** What the functions write: CallSpApi the first two, WatchHandler the others. */
  private static final Set<String> WRITTEN =
      Set.of(
          "EarlierSecretInUse",
          "SuccessfulCalls",
          "DaysUntilSecretExpires",
          "SecretAgeDays",
          "ConfirmedSubscriptions",
          "PendingSubscriptions",
          "GoneSubscriptions",
          "HoursSinceLastGoodCall",
          "HoursSinceRotationRequested",
          "DeadLetters",
          "WatchRuns");

  private final Synthesized synthesized = Synthesized.shared();

  private JsonNode body(String stack) {
    String text =
        Synthesized.text(
            synthesized.properties(stack, "AWS::CloudWatch::Dashboard", "").get("DashboardBody"));
    // As CloudWatch's page shows an alarm: by its name.
    for (Map.Entry<String, JsonNode> alarm :
        synthesized.resources(stack, "AWS::CloudWatch::Alarm").entrySet()) {
      String name = alarm.getValue().at("/Properties/AlarmName").asText();
      text = text.replace("${" + alarm.getKey() + ".Arn}", name);
    }
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException cause) {
      throw new AssertionError(text, cause);
    }
  }

  @Test
  void thePictureInTheDocumentationIsThatOfTheTemplate() throws IOException {
    JsonNode figures =
        new ObjectMapper().readTree(Path.of("src/test/resources/demo-metrics.json").toFile());
    String drawn = DashboardPicture.of(body("lwa-my-erp"), figures);
    if (Boolean.getBoolean("lwa.docs.write")) {
      Files.writeString(PICTURE, drawn);
    }

    assertEquals(
        Files.isRegularFile(PICTURE) ? Files.readString(PICTURE) : "",
        drawn,
        "The dashboard changed: write its picture with -Dlwa.docs.write=true.");
  }

  @Test
  void everyAlarmOfTheStackIsOnThePage() {
    for (String stack : Set.of("lwa-my-erp", "lwa-my-auto")) {
      Set<String> named = new TreeSet<>();
      for (JsonNode alarm : synthesized.resources(stack, "AWS::CloudWatch::Alarm").values()) {
        named.add(alarm.at("/Properties/AlarmName").asText());
      }
      Set<String> onThePage = new TreeSet<>();
      body(stack).findValue("alarms").forEach(alarm -> onThePage.add(alarm.asText()));
      assertEquals(named, onThePage, stack);
    }
  }

  @Test
  void metricsOfOursAreWrittenByAFunctionAndThoseOfAwsAreOfResourcesThatAreThere() {
    for (String stack : Set.of("lwa-my-erp", "lwa-my-auto")) {
      for (JsonNode alarm : synthesized.resources(stack, "AWS::CloudWatch::Alarm").values()) {
        JsonNode properties = alarm.get("Properties");
        assertEquals(1, properties.get("Dimensions").size());
        check(
            stack,
            properties.get("Namespace").asText(),
            properties.get("MetricName").asText(),
            properties.at("/Dimensions/0/Name").asText(),
            Synthesized.text(properties.at("/Dimensions/0/Value")));
      }
      for (JsonNode widget : body(stack).path("widgets")) {
        for (JsonNode metric : widget.at("/properties/metrics")) {
          assertEquals(5, metric.size(), "one dimension: " + metric);
          check(
              stack,
              metric.path(0).asText(),
              metric.path(1).asText(),
              metric.path(2).asText(),
              metric.path(3).asText());
        }
      }
    }
  }

  private void check(
      String stack, String namespace, String metric, String dimension, String value) {
    String what = namespace + " " + metric + " " + dimension + " " + value;
    if (namespace.equals("LwaRotation")) {
      assertTrue(WRITTEN.contains(metric), what);
      assertEquals("App", dimension, what);
      assertEquals(stack, "lwa-" + value, what);
      return;
    }
    Map<String, String> types =
        Map.of(
            "AWS/Lambda FunctionName", "AWS::Lambda::Function",
            "AWS/SQS QueueName", "AWS::SQS::Queue",
            "AWS/Events RuleName", "AWS::Events::Rule");
    String type = types.get(namespace + " " + dimension);
    assertTrue(type != null, what);
    String id = Pattern.compile("[${}]|\\.QueueName").matcher(value).replaceAll("");
    assertTrue(synthesized.resources(stack, type == null ? "" : type).containsKey(id), what);
  }
}
