package io.lwarotation.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.cloudformation.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that a stack's alarms and dashboard stand on, named as LocalAws names them. */
public final class StackMetrics {
  private static final Pattern ON_THE_DASHBOARD =
      Pattern.compile(
          "\\\\\"LwaRotation\\\\\",\\\\\"(\\w+)\\\\\",\\\\\"(\\w+)\\\\\",\\\\\"([a-z-]+)\\\\\"");

  private StackMetrics() {}

  /** Of each alarm, whoever writes its metric. */
  public static Set<String> ofAlarms(Deployment stack) {
    Set<String> metrics = new TreeSet<>();
    stack
        .alarms()
        .forEach(
            alarm -> {
              JsonNode properties = alarm.properties();
              Map<String, String> dimensions = new TreeMap<>();
              properties
                  .path("Dimensions")
                  .forEach(
                      one -> dimensions.put(one.path("Name").asText(), one.path("Value").asText()));
              metrics.add(
                  properties.path("Namespace").asText()
                      + " "
                      + properties.path("MetricName").asText()
                      + " "
                      + dimensions);
            });
    return metrics;
  }

  /** Of the dashboard, those that the functions write. */
  public static Set<String> ofDashboard(Path template) {
    Set<String> metrics = new TreeSet<>();
    try {
      Matcher metric = ON_THE_DASHBOARD.matcher(Files.readString(template));
      while (metric.find()) {
        metrics.add(
            "LwaRotation %s {%s=%s}".formatted(metric.group(1), metric.group(2), metric.group(3)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return metrics;
  }
}
