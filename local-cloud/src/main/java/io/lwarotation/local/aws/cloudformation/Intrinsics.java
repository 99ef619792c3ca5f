package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves CloudFormation's intrinsic functions in properties.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class Intrinsics {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)\\}");
  private static final String NO_VALUE = "AWS::NoValue";

  private final References references;

  /** What names in a template stand for. */
  interface References {
    String ref(String name);

    String attribute(String logicalId, String attribute);
  }

  Intrinsics(References references) {
    this.references = references;
  }

  JsonNode resolve(JsonNode node) {
    return switch (node) {
      case ObjectNode object when isFunction(object) -> call(object);
      case ObjectNode object -> {
        ObjectNode resolved = Json.object();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          if (!isNoValue(field.getValue())) {
            resolved.set(field.getKey(), resolve(field.getValue()));
          }
        }
        yield resolved;
      }
      case ArrayNode array -> {
        ArrayNode resolved = Json.array();
        for (JsonNode item : array) {
          if (!isNoValue(item)) {
            resolved.add(resolve(item));
          }
        }
        yield resolved;
      }
      default -> node;
    };
  }

  private static boolean isNoValue(JsonNode node) {
    return node.size() == 1 && node.path("Ref").asText().equals(NO_VALUE);
  }

  private static boolean isFunction(ObjectNode object) {
    if (object.size() != 1) {
      return false;
    }
    String name = object.fieldNames().next();
    return name.equals("Ref") || name.startsWith("Fn::");
  }

  private JsonNode call(ObjectNode object) {
    String name = object.fieldNames().next();
    JsonNode argument = object.path(name);
    return switch (name) {
      case "Ref" -> text(references.ref(argument.asText()));
      case "Fn::GetAtt" ->
          text(references.attribute(argument.path(0).asText(), argument.path(1).asText()));
      case "Fn::Join" -> text(String.join(argument.path(0).asText(), texts(argument.path(1))));
      case "Fn::Sub" -> text(substitute(argument));
      default ->
          throw new DeploymentException("LocalAws does not model the function " + name + ".");
    };
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  private List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    resolve(list).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private String substitute(JsonNode argument) {
    String pattern = argument.isTextual() ? argument.asText() : argument.path(0).asText();
    JsonNode own = argument.isTextual() ? Json.object() : resolve(argument.path(1));
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      String value;
      if (!matcher.group(1).isEmpty()) {
        value = "${" + name + "}";
      } else if (own.has(name)) {
        value = own.path(name).asText();
      } else if (name.contains(".")) {
        String[] parts = name.split("\\.", 2);
        value = references.attribute(parts[0], parts[1]);
      } else {
        value = references.ref(name);
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(result);
    return result.toString();
  }
}
