package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rule's event pattern.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event
 *     patterns</a>
 */
final class EventPattern {
  private final JsonNode pattern;

  private EventPattern(JsonNode pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws AwsException if EventBridge would refuse it
   */
  static EventPattern parse(String json) {
    JsonNode read;
    try {
      read = Json.read(json);
    } catch (NotJsonException e) {
      throw invalid("it is " + e.getMessage());
    }
    checkObject(read);
    return new EventPattern(read);
  }

  static AwsException invalid(String reason) {
    return AwsException.badRequest(
        "InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
  }

  private static void checkObject(JsonNode object) {
    if (!object.isObject() || object.isEmpty()) {
      throw invalid("an object with at least one field is expected");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equals("$or")) {
        throw AwsException.notModelled("$or in an event pattern");
      }
      JsonNode value = field.getValue();
      if (value.isArray()) {
        if (value.isEmpty()) {
          throw invalid("Empty arrays are not allowed");
        }
        value.forEach(ValueMatcher::check);
      } else if (value.isObject()) {
        checkObject(value);
      } else {
        throw invalid("\"" + field.getKey() + "\" must be an object or an array");
      }
    }
  }

  boolean matches(JsonNode event) {
    return matches(pattern, List.of(event));
  }

  /** Every field must fit; an array of objects fits if any of them does. */
  private static boolean matches(JsonNode pattern, List<JsonNode> objects) {
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      List<JsonNode> values = new ArrayList<>();
      for (JsonNode object : objects) {
        flatten(object.path(field.getKey()), values);
      }
      boolean fits =
          field.getValue().isObject()
              ? matches(field.getValue(), values.stream().filter(JsonNode::isObject).toList())
              : fits(field.getValue(), values.stream().filter(JsonNode::isValueNode).toList());
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

  /** One of the matchers must fit one of the values. */
  private static boolean fits(JsonNode matchers, List<JsonNode> values) {
    for (JsonNode matcher : matchers) {
      if (matcher.has("exists")) {
        if (matcher.path("exists").asBoolean() != values.isEmpty()) {
          return true;
        }
      } else if (values.stream().anyMatch(value -> ValueMatcher.matches(matcher, value))) {
        return true;
      }
    }
    return false;
  }
}
