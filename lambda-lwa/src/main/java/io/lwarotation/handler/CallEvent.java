package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.lwarotation.core.SpApiRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event of {@code CallSpApiHandler}: nothing or {@code {}} for the probe, {@code
 * {"path":…,"query":{…}}} for a GET, each with {@code "authorization":"eu/acme"} for another
 * authorization than the application's own, or a schedule's event: with {@code
 * "source":"aws.scheduler"}, and with a path where it means another call than the probe.
 */
final class CallEvent {
  static final int LARGEST = 64 * 1024;
  private static final String FORMS =
      " Give {} for the probe, or {\"path\":\"/orders/v0/…\",\"query\":{\"name\":\"value\"}}; each with"
          + " \"authorization\":\"eu/acme\" for another than the application's own.";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
          .build();

  private @Nullable String path;
  private @Nullable String authorization;
  private Map<String, String> query = Map.of();
  private boolean scheduled;
  private boolean unknownField;

  private CallEvent() {}

  /**
   * What an event asks for.
   *
   * @param authorization {@code eu/acme} or {@code default}, if one is named
   * @param scheduled whether a schedule asks, so that nobody waits for the answer
   */
  record Asked(SpApiRequest request, Optional<String> authorization, boolean scheduled) {}

  /**
   * @throws IllegalArgumentException if the event is none of these; one sentence that does not
   *     repeat it
   */
  static Asked read(byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException("The event is larger than 64 KB." + FORMS);
    }
    CallEvent event = new CallEvent();
    try (JsonParser json = JSON.createParser(bytes)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        event.readFields(json);
        first = json.nextToken();
      } else if (first == JsonToken.VALUE_NULL) {
        first = json.nextToken();
      }
      if (first != null) {
        throw new IllegalArgumentException("The event is not one JSON object." + FORMS);
      }
    } catch (IOException _) {
      // Without the cause: the parser's message quotes the event.
      throw new IllegalArgumentException(
          "The event is no JSON, is nested too deep, or names a field twice." + FORMS);
    }
    return new Asked(event.request(), Optional.ofNullable(event.authorization), event.scheduled);
  }

  private SpApiRequest request() {
    if (unknownField && !scheduled) {
      throw new IllegalArgumentException("The event has a field that is not known here." + FORMS);
    }
    if (path != null) {
      return SpApiRequest.get(path, query);
    }
    if (!query.isEmpty()) {
      throw new IllegalArgumentException("The event has a query and no path." + FORMS);
    }
    return SpApiRequest.PROBE;
  }

  private void readFields(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "path" -> path = text(json, value, "The event's path is not a text.");
        case "authorization" ->
            authorization = text(json, value, "The event's authorization is not a text.");
        case "query" -> query = readQuery(json, value);
        case "source", "detail-type" -> {
          scheduled |= value == JsonToken.VALUE_STRING && isSchedule(json.getText());
          unknownField = true;
          json.skipChildren();
        }
        default -> {
          unknownField = true;
          json.skipChildren();
        }
      }
    }
  }

  private static boolean isSchedule(String text) {
    return text.equals("aws.scheduler")
        || text.equals("aws.events")
        || text.equals("Scheduled Event");
  }

  private static Map<String, String> readQuery(JsonParser json, JsonToken start)
      throws IOException {
    if (start != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(
          "The event's query is not an object of names and values." + FORMS);
    }
    Map<String, String> query = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      query.put(name, text(json, json.nextToken(), "A value in the event's query is not a text."));
    }
    return query;
  }

  private static String text(JsonParser json, JsonToken token, String otherwise)
      throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException(otherwise + FORMS);
    }
    return json.getText();
  }
}
