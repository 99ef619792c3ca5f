package io.lwarotation.handler;

import io.lwarotation.adapter.JsonWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one line that ParametersHandler logs for each outcome; nothing of the event is in it. */
final class ParametersLog {
  private ParametersLog() {}

  static String line(
      CustomResourceEvent event, CustomResourceAnswer answer, @Nullable String requestId) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("event", "parameters");
          json.writeStringField("request", known(event.type()));
          json.writeStringField("requestId", requestId == null ? "" : requestId);
          json.writeStringField("outcome", answer.success() ? "ok" : "failed");
          json.writeStringField("reason", answer.reason());
          for (Map.Entry<String, String> entry : new TreeMap<>(answer.data()).entrySet()) {
            json.writeStringField(
                Character.toLowerCase(entry.getKey().charAt(0)) + entry.getKey().substring(1),
                entry.getValue());
          }
        });
  }

  private static String known(String type) {
    return switch (type) {
      case "Create", "Update", "Delete" -> type;
      default -> "unknown";
    };
  }
}
