package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    return matches(json, event);
  }

  /** Every field must fit; of a list one of its values. */
  private static boolean matches(JsonNode pattern, JsonNode event) {
    return pattern.properties().stream()
        .allMatch(
            field -> {
              JsonNode value = event.path(field.getKey());
              return field.getValue().isObject()
                  ? matches(field.getValue(), value)
                  : stream(value).anyMatch(one -> stream(field.getValue()).anyMatch(fits(one)));
            });
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
        : Stream.of(node).filter(JsonNode::isValueNode);
  }

  /** Numbers are compared as numbers, texts exactly, and never one with the other. */
  private static Predicate<JsonNode> fits(JsonNode value) {
    return matcher ->
        switch (matcher) {
          case ObjectNode prefix ->
              value.isTextual() && value.asText().startsWith(prefix.path(PREFIX).asText());
          case NumericNode number when value.isNumber() ->
              Double.compare(number.asDouble(), value.asDouble()) == 0;
          default -> matcher.equals(value);
        };
  }
}
