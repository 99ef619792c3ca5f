package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One alternative in an event pattern, for one value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators</a>
 */
final class ValueMatcher {
  private static final Set<String> COMPARISONS = Set.of("=", "<", "<=", ">", ">=");

  private ValueMatcher() {}

  /** Refuses what is none. */
  static void check(JsonNode matcher) {
    if (matcher.isValueNode()) {
      return;
    }
    if (!matcher.isObject() || matcher.size() != 1) {
      throw EventPattern.invalid("Only one key allowed in match expression");
    }
    String operator = matcher.fieldNames().next();
    JsonNode operand = matcher.path(operator);
    boolean good =
        switch (operator) {
          case "prefix", "suffix" -> operand.isTextual() || isIgnoringCase(operand);
          case "equals-ignore-case" -> operand.isTextual();
          case "wildcard" -> operand.isTextual() && !operand.asText().contains("**");
          case "exists" -> operand.isBoolean();
          case "numeric" -> isNumeric(operand);
          case "anything-but" -> isAnythingBut(operand);
          default -> throw EventPattern.invalid("Unrecognized match type " + operator);
        };
    if (!good) {
      throw EventPattern.invalid("The value of \"" + operator + "\" is not of the right type");
    }
  }

  private static boolean isIgnoringCase(JsonNode operand) {
    return operand.size() == 1 && operand.path("equals-ignore-case").isTextual();
  }

  private static boolean isNumeric(JsonNode operand) {
    if (!operand.isArray() || operand.size() < 2 || operand.size() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < operand.size(); i += 2) {
      if (!COMPARISONS.contains(operand.get(i).asText()) || !operand.get(i + 1).isNumber()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAnythingBut(JsonNode operand) {
    if (operand.isObject()) {
      check(operand);
      return Set.of("prefix", "suffix", "wildcard", "equals-ignore-case")
          .contains(operand.fieldNames().next());
    }
    return operand.isValueNode() || (operand.isArray() && !operand.isEmpty());
  }

  static boolean matches(JsonNode matcher, JsonNode value) {
    if (matcher.isValueNode()) {
      return same(matcher, value);
    }
    String operator = matcher.fieldNames().next();
    JsonNode operand = matcher.path(operator);
    return switch (operator) {
      case "prefix" -> value.isTextual() && starts(operand, value.asText());
      case "suffix" -> value.isTextual() && ends(operand, value.asText());
      case "equals-ignore-case" ->
          value.isTextual() && operand.asText().equalsIgnoreCase(value.asText());
      case "wildcard" -> value.isTextual() && wildcard(operand.asText(), value.asText());
      case "numeric" -> value.isNumber() && numeric(operand, value.asDouble());
      case "anything-but" -> anythingBut(operand, value);
      default -> throw new IllegalStateException("was refused before: " + operator);
    };
  }

  /** Numbers are compared as numbers, texts exactly, and never one with the other. */
  private static boolean same(JsonNode expected, JsonNode value) {
    return (expected.isNumber() && value.isNumber())
        ? Double.compare(expected.asDouble(), value.asDouble()) == 0
        : expected.equals(value);
  }

  private static boolean starts(JsonNode operand, String text) {
    return operand.isTextual()
        ? text.startsWith(operand.asText())
        : lower(text).startsWith(lower(operand.path("equals-ignore-case").asText()));
  }

  private static boolean ends(JsonNode operand, String text) {
    return operand.isTextual()
        ? text.endsWith(operand.asText())
        : lower(text).endsWith(lower(operand.path("equals-ignore-case").asText()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code *} stands for any text, {@code \*} for itself. */
  private static boolean wildcard(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else {
        boolean escaped = c == '\\' && i + 1 < pattern.length();
        if (escaped) {
          i++;
        }
        regex.append(Pattern.quote(pattern.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static boolean numeric(JsonNode operand, double value) {
    for (int i = 0; i < operand.size(); i += 2) {
      int compared = Double.compare(value, operand.get(i + 1).asDouble());
      boolean fits =
          switch (operand.get(i).asText()) {
            case "=" -> compared == 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            default -> compared >= 0;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean anythingBut(JsonNode operand, JsonNode value) {
    if (operand.isArray()) {
      for (JsonNode one : operand) {
        if (matches(one, value)) {
          return false;
        }
      }
      return true;
    }
    return !matches(operand, value);
  }
}
