package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the query protocol's flat names, such as {@code Attributes.entry.1.key}, as the tree that
 * they mean: {@code entry} and {@code member} are the protocol's words for a list.
 */
public final class FormTree {
  private FormTree() {}

  public static ObjectNode of(Map<String, String> form) {
    ObjectNode root = Json.object();
    form.forEach((name, value) -> put(root, name.split("\\."), value));
    root.remove("Action");
    root.remove("Version");
    return (ObjectNode) withLists(root);
  }

  private static void put(ObjectNode root, String[] path, String value) {
    ObjectNode at = root;
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = at.path(path[i]);
      at = next instanceof ObjectNode object ? object : at.putObject(path[i]);
    }
    at.put(path[path.length - 1], value);
  }

  private static JsonNode withLists(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1 && (object.has("entry") || object.has("member"))) {
      return list(object.elements().next());
    }
    ObjectNode copy = Json.object();
    object.properties().forEach(entry -> copy.set(entry.getKey(), withLists(entry.getValue())));
    return copy;
  }

  private static ArrayNode list(JsonNode numbered) {
    SortedMap<Integer, JsonNode> items = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : numbered.properties()) {
      try {
        items.put(Integer.valueOf(entry.getKey()), withLists(entry.getValue()));
      } catch (NumberFormatException _) {
        throw AwsException.badRequest("MalformedInput", "A list's members must be numbered.");
      }
    }
    ArrayNode list = Json.array();
    items.values().forEach(list::add);
    return list;
  }
}
