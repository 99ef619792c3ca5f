package io.lwarotation.handler;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.SpApiRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<String> KNOWN = Set.of("path", "query", "authorization");

  private CallEvent() {}

  /** What an event asks for; where a schedule asks, nobody waits for the answer. */
  record Asked(SpApiRequest request, Optional<String> authorization, boolean scheduled) {}

  /** Throws IllegalArgumentException for any other event: one sentence that does not repeat it. */
  static Asked read(byte[] bytes) {
    Json event;
    try {
      event = isBlank(bytes) ? Json.Literal.NULL : JsonReader.read(bytes, LARGEST);
    } catch (NotJsonException e) {
      throw refusal("The event is not one JSON object: it " + e.reason());
    }
    if (event == Json.Literal.NULL) {
      return new Asked(SpApiRequest.PROBE, Optional.empty(), false);
    }
    if (!(event instanceof Json.Fields(Map<String, Json> fields))) {
      throw refusal("The event is not one JSON object");
    }
    boolean scheduled = isSchedule(event.text("source")) || isSchedule(event.text("detail-type"));
    if (!scheduled && !KNOWN.containsAll(fields.keySet())) {
      throw refusal("The event has a field that is not known here");
    }
    return new Asked(
        request(fields), text(fields, "authorization", "The event's authorization"), scheduled);
  }

  private static IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(what + "." + FORMS);
  }

  private static SpApiRequest request(Map<String, Json> fields) {
    Optional<String> path = text(fields, "path", "The event's path");
    Map<String, String> query = query(fields.get("query"));
    if (path.isPresent()) {
      return SpApiRequest.get(path.get(), query);
    }
    if (!query.isEmpty()) {
      throw refusal("The event has a query and no path");
    }
    return SpApiRequest.PROBE;
  }

  private static Map<String, String> query(@Nullable Json given) {
    if (given == null) {
      return Map.of();
    }
    if (!(given instanceof Json.Fields(Map<String, Json> values))) {
      throw refusal("The event's query is not an object of names and values");
    }
    Map<String, String> query = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      query.put(name, text(values, name, "A value in the event's query").orElse(""));
    }
    return query;
  }

  private static Optional<String> text(Map<String, Json> fields, String name, String what) {
    Json given = fields.get(name);
    if (given == null) {
      return Optional.empty();
    }
    if (given instanceof Json.Text(String text)) {
      return Optional.of(text);
    }
    throw refusal(what + " is not a text");
  }

  private static boolean isSchedule(Optional<String> source) {
    String text = source.orElse("");
    return text.equals("aws.scheduler")
        || text.equals("aws.events")
        || text.equals("Scheduled Event");
  }

  private static boolean isBlank(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).isBlank();
  }
}
