package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target's input transformer. A placeholder inside quotation marks becomes the value's text,
 * escaped so that the result stays JSON; outside of them it becomes the value's JSON. A path that
 * an event lacks leaves nothing in its place.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 */
record InputTransformer(Map<String, String> paths, String template) {
  private static final int MAX_PATHS = 100;
  private static final int MAX_TEMPLATE = 8192;
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");
  private static final Set<String> PREDEFINED =
      Set.of(
          "aws.events.rule-arn",
          "aws.events.rule-name",
          "aws.events.event.ingestion-time",
          "aws.events.event",
          "aws.events.event.json");

  InputTransformer {
    paths = Map.copyOf(paths);
  }

  static InputTransformer of(Input input) {
    input.only("InputPathsMap InputTemplate");
    InputTransformer made =
        new InputTransformer(input.map("InputPathsMap"), input.text("InputTemplate"));
    made.check();
    return made;
  }

  private void check() {
    if (paths.size() > MAX_PATHS || template.length() > MAX_TEMPLATE) {
      throw AwsException.invalid("The input transformer is too large.");
    }
    paths.values().forEach(EventPath::check);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Matcher placeholders = PLACEHOLDER.matcher(template);
    while (placeholders.find()) {
      String name = placeholders.group(1);
      if (!paths.containsKey(name) && !PREDEFINED.contains(name)) {
        throw AwsException.invalid(
            "Invalid InputTemplate: the variable <" + name + "> has no path in InputPathsMap.");
      }
      values.put(name, Json.object().textNode("x"));
    }
    if (!isValid(fill(values))) {
      throw AwsException.invalid(
          "Invalid InputTemplate: it is neither a text in quotation marks,"
              + " nor one variable, nor JSON.");
    }
  }

  /** The text for the target; empty if the template and this event do not make JSON. */
  Optional<String> transform(JsonNode event, String ruleArn) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    paths.forEach((name, path) -> values.put(name, EventPath.find(event, path)));
    values.put("aws.events.rule-arn", text(ruleArn));
    values.put("aws.events.rule-name", text(ruleArn.substring(ruleArn.lastIndexOf('/') + 1)));
    values.put("aws.events.event.ingestion-time", event.path("time"));
    values.put("aws.events.event.json", event);
    JsonNode withoutDetail = event.deepCopy();
    ((ObjectNode) withoutDetail).remove("detail");
    values.put("aws.events.event", withoutDetail);
    String filled = fill(values);
    return isValid(filled) ? Optional.of(filled) : Optional.empty();
  }

  private static JsonNode text(String text) {
    return Json.object().textNode(text);
  }

  private String fill(Map<String, JsonNode> values) {
    StringBuilder filled = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(template);
    boolean quoted = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '<' && placeholder.region(i, template.length()).lookingAt()) {
        filled.append(shown(values.get(placeholder.group(1)), quoted));
        i = placeholder.end() - 1;
      } else {
        filled.append(c);
        if (c == '\\' && quoted && i + 1 < template.length()) {
          i++;
          filled.append(template.charAt(i));
        } else if (c == '"') {
          quoted = !quoted;
        }
      }
    }
    return filled.toString();
  }

  private static String shown(@Nullable JsonNode value, boolean quoted) {
    if (value == null || value.isMissingNode()) {
      return "";
    }
    if (!quoted) {
      return value.toString();
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    String escaped = text(text).toString();
    return escaped.substring(1, escaped.length() - 1);
  }

  /** JSON, or lines of which each is a text in quotation marks. */
  private static boolean isValid(String filled) {
    if (isJson(filled)) {
      return true;
    }
    return filled.strip().lines().allMatch(line -> line.startsWith("\"") && isJson(line));
  }

  private static boolean isJson(String text) {
    try {
      Json.read(text);
      return true;
    } catch (NotJsonException _) {
      return false;
    }
  }
}
