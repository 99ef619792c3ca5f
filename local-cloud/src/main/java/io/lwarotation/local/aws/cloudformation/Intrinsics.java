package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves CloudFormation's intrinsic functions in properties.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
interface Intrinsics {
  Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9:]+)}");

  /** What a name stands for. */
  String ref(String name);

  /** An attribute of a resource. */
  String attribute(String logicalId, String attribute);

  default JsonNode resolve(JsonNode node) {
    return node instanceof ObjectNode object && isFunction(object)
        ? TextNode.valueOf(call(object))
        : Json.each(node, this::resolve);
  }

  private static boolean isFunction(ObjectNode object) {
    return object.size() == 1
        && (object.has("Ref") || object.fieldNames().next().startsWith("Fn::"));
  }

  private String call(ObjectNode object) {
    String name = object.fieldNames().next();
    JsonNode argument = object.path(name);
    return switch (name) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument.path(0).asText(), argument.path(1).asText());
      case "Fn::Join" -> {
        List<String> texts = new ArrayList<>();
        resolve(argument.path(1)).forEach(item -> texts.add(item.asText()));
        yield String.join(argument.path(0).asText(), texts);
      }
      case "Fn::Sub" -> {
        String text =
            PLACEHOLDER
                .matcher(argument.asText())
                .replaceAll(found -> Matcher.quoteReplacement(ref(found.group(1))));
        if (!argument.isTextual() || text.contains("${")) {
          throw new DeploymentException("LocalAws does not model all of " + object + ".");
        }
        yield text;
      }
      default ->
          throw new DeploymentException("LocalAws does not model the function " + object + ".");
    };
  }
}
