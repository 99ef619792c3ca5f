package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Metrics in a log line, from which CloudWatch takes them without a call.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     CloudWatch: embedded metric format</a>
 */
final class Metrics {
  static final String NAMESPACE = "LwaRotation";

  private Metrics() {}

  /** Adds them to a line, in their order, as measured at a time in milliseconds since 1970. */
  static JsonObject add(JsonObject line, String app, long millis, Map<String, Long> values) {
    List<JsonObject> metrics = new ArrayList<>();
    for (String name : values.keySet()) {
      metrics.add(new JsonObject().put("Name", name).put("Unit", "Count"));
    }
    JsonObject directive =
        new JsonObject()
            .put("Namespace", NAMESPACE)
            .put("Dimensions", List.of(List.of("App")))
            .put("Metrics", metrics);
    return line.put(
            "_aws",
            new JsonObject().put("Timestamp", millis).put("CloudWatchMetrics", List.of(directive)))
        .put("App", app)
        .putAll(values);
  }
}
