package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule's event pattern.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event
 *     patterns</a>
 */
final class EventPattern {
  private static final String PREFIX = "prefix";

  /** Operators that no rule here needs. */
  private static final Set<String> NOT_MODELLED =
      Set.of(
          "anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "suffix", "wildcard");

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
        value.forEach(EventPattern::checkMatcher);
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

  /** One alternative: a value, or the beginning of a text. */
  private static void checkMatcher(JsonNode matcher) {
    if (matcher.isValueNode()) {
      return;
    }
    if (!matcher.isObject() || matcher.size() != 1) {
      throw invalid("Only one key allowed in match expression");
    }
    String operator = matcher.fieldNames().next();
    if (NOT_MODELLED.contains(operator)) {
      throw AwsException.notModelled(operator + " in an event pattern");
    }
    if (!operator.equals(PREFIX)) {
      throw invalid("Unrecognized match type " + operator);
    }
    if (!matcher.path(PREFIX).isTextual()) {
      throw invalid("The value of \"prefix\" is not of the right type");
    }
  }

  /** One of the matchers must fit one of the values. */
  private static boolean fits(JsonNode matchers, List<JsonNode> values) {
    for (JsonNode matcher : matchers) {
      if (values.stream().anyMatch(value -> fits(matcher, value))) {
        return true;
      }
    }
    return false;
  }

  /** Numbers are compared as numbers, texts exactly, and never one with the other. */
  private static boolean fits(JsonNode matcher, JsonNode value) {
    if (matcher.isObject()) {
      return value.isTextual() && value.asText().startsWith(matcher.path(PREFIX).asText());
    }
    return (matcher.isNumber() && value.isNumber())
        ? Double.compare(matcher.asDouble(), value.asDouble()) == 0
        : matcher.equals(value);
  }
}
