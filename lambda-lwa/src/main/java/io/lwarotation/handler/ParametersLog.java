package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one line that ParametersHandler logs for each outcome; nothing of the event is in it. */
final class ParametersLog {
  private static final JsonFactory JSON = new JsonFactory();

  private ParametersLog() {}

  static String line(
      CustomResourceEvent event, CustomResourceAnswer answer, @Nullable String requestId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
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
      json.writeEndObject();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause); // A StringWriter does not fail.
    }
    return text.toString();
  }

  private static String known(String type) {
    return switch (type) {
      case "Create", "Update", "Delete" -> type;
      default -> "unknown";
    };
  }
}
