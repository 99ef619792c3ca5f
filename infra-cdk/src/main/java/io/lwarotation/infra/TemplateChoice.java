package io.lwarotation.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * A choice that a plain template leaves to its parameters: two synthesized templates become one
 * that is either of them, as a condition says.
 *
 * @param condition its name in the template
 */
record TemplateChoice(String condition) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** One template that is the first if the condition holds, else the second. */
  ObjectNode merge(ObjectNode chosen, ObjectNode other) {
    ObjectNode merged = chosen.deepCopy();
    for (String section : Set.of("Resources", "Outputs")) {
      merged.set(section, section(chosen.path(section), other.path(section)));
    }
    return merged;
  }

  private ObjectNode section(JsonNode chosen, JsonNode other) {
    ObjectNode merged = NODES.objectNode();
    for (String id : names(chosen, other)) {
      if (!other.has(id)) {
        merged.set(id, conditional(chosen.path(id)));
      } else if (!chosen.has(id)) {
        throw new IllegalStateException(id + " is there only where " + condition + " is not");
      } else {
        merged.set(id, value(chosen.path(id), other.path(id)));
      }
    }
    return merged;
  }

  /** Something that is optional in what is optional would need a condition of its own. */
  private ObjectNode conditional(JsonNode element) {
    if (element.has("Condition")) {
      throw new IllegalStateException("a condition within " + condition + ": " + element);
    }
    return ((ObjectNode) element.deepCopy()).put("Condition", condition);
  }

  /** The same value, or a choice as deep inside as there is one. */
  private JsonNode value(JsonNode chosen, JsonNode other) {
    if (chosen.equals(other)) {
      return chosen;
    }
    if (chosen.isObject() && other.isObject() && !isFunction(chosen) && !isFunction(other)) {
      ObjectNode merged = NODES.objectNode();
      for (String name : names(chosen, other)) {
        merged.set(name, value(orNothing(chosen, name), orNothing(other, name)));
      }
      return merged;
    }
    return NODES
        .objectNode()
        .set("Fn::If", NODES.arrayNode().add(condition).add(chosen).add(other));
  }

  private static boolean isFunction(JsonNode node) {
    return node.properties().stream()
        .anyMatch(member -> member.getKey().equals("Ref") || member.getKey().startsWith("Fn::"));
  }

  private static JsonNode orNothing(JsonNode object, String name) {
    return object.has(name) ? object.path(name) : NODES.objectNode().put("Ref", "AWS::NoValue");
  }

  private static Set<String> names(JsonNode one, JsonNode other) {
    Set<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
