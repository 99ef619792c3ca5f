package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target's input transformer, whose template is a text in quotation marks. A placeholder becomes
 * the value's text, escaped so that the result stays JSON; a path that an event lacks leaves
 * nothing in its place.
 *
 * @param pointers the JSON pointer of each placeholder
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 */
record InputTransformer(Map<String, String> pointers, String template) {
  private static final int LONGEST_TEMPLATE = 8192;
  private static final int MOST_PATHS = 100;
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");

  static InputTransformer of(Input input) {
    String template = input.only("InputPathsMap InputTemplate").text("InputTemplate");
    Map<String, String> pointers = new LinkedHashMap<>();
    input.map("InputPathsMap").forEach((name, path) -> pointers.put(name, pointer(path)));
    PLACEHOLDER
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .forEach(
            name ->
                AwsException.invalidIf(
                    !pointers.containsKey(name),
                    "Invalid InputTemplate: <" + name + "> has no path in InputPathsMap."));
    AwsException.invalidIf(
        template.length() > LONGEST_TEMPLATE || pointers.size() > MOST_PATHS,
        "InputTemplate takes 8192 characters, InputPathsMap 100 paths.");
    AwsException.invalidIf(
        !isText(template), "Invalid InputTemplate (or one LocalAws does not model): " + template);
    return new InputTransformer(pointers, template);
  }

  /** Of JSON path EventBridge knows names and indices. */
  private static String pointer(String path) {
    AwsException.invalidIf(
        !path.matches("\\$(\\.[A-Za-z0-9_-]+|\\[[0-9]+])*"),
        "Invalid JSON path " + path + " (or one LocalAws does not model)");
    return path.substring(1).replace("]", "").replaceAll("[.\\[]", "/");
  }

  private static boolean isText(String template) {
    try {
      return Json.read(template).isTextual();
    } catch (NotJsonException _) {
      return false;
    }
  }

  /** The text for the target, in quotation marks. */
  String transform(JsonNode event) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> {
              JsonNode value = event.at(pointers.getOrDefault(found.group(1), ""));
              String text =
                  value.isValueNode() || value.isMissingNode() ? value.asText() : value.toString();
              String quoted = TextNode.valueOf(text).toString();
              return Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1));
            });
  }
}
