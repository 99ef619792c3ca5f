package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A rule's event pattern.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event
 *     patterns</a>
 */
record EventPattern(JsonNode json) {
  private static final String PREFIX = "prefix";

  /**
   * Reads a pattern.
   *
   * @throws AwsException if EventBridge would refuse it, or it has an operator that no rule here
   *     needs
   */
  static EventPattern parse(String text) {
    try {
      JsonNode read = Json.read(text);
      check(read);
      return new EventPattern(read);
    } catch (NotJsonException e) {
      throw invalid("it is " + e.getMessage());
    }
  }

  private static AwsException invalid(String reason) {
    return AwsException.badRequest(
        "InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
  }

  private static void check(JsonNode object) {
    if (!object.isObject() || object.isEmpty()) {
      throw invalid("an object with at least one field is expected");
    }
    for (JsonNode field : object) {
      if (!field.isArray()) {
        check(field);
      } else if (field.isEmpty()) {
        throw invalid("Empty arrays are not allowed");
      } else {
        field.forEach(EventPattern::checkMatcher);
      }
    }
  }

  /** One alternative: a value, or the beginning of a text. */
  private static void checkMatcher(JsonNode matcher) {
    if (!matcher.isValueNode() && !(matcher.size() == 1 && matcher.path(PREFIX).isTextual())) {
      throw invalid("a match other than a value or a prefix, or LocalAws does not model it");
    }
  }

  boolean matches(JsonNode event) {
    return matches(json, List.of(event));
  }

  /** Every field must fit; an array of objects fits if any of them does. */
  private static boolean matches(JsonNode pattern, List<JsonNode> objects) {
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      List<JsonNode> values = new ArrayList<>();
      objects.forEach(object -> flatten(object.path(field.getKey()), values));
      boolean fits =
          field.getValue().isObject()
              ? matches(field.getValue(), values)
              : values.stream().anyMatch(value -> fits(field.getValue(), value));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static void flatten(JsonNode value, List<JsonNode> into) {
    if (value.isArray()) {
      value.forEach(item -> flatten(item, into));
    } else if (!value.isMissingNode()) {
      into.add(value);
    }
  }

  /** Numbers are compared as numbers, texts exactly, and never one with the other. */
  private static boolean fits(JsonNode matchers, JsonNode value) {
    return StreamSupport.stream(matchers.spliterator(), false)
        .anyMatch(
            matcher ->
                matcher.isObject()
                    ? value.isTextual() && value.asText().startsWith(matcher.path(PREFIX).asText())
                    : matcher.isNumber() && value.isNumber()
                        ? Double.compare(matcher.asDouble(), value.asDouble()) == 0
                        : matcher.equals(value));
  }
}
