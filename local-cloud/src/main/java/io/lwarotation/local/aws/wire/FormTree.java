package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Reads the query protocol's flat names, such as {@code Attributes.entry.1.key}, as the tree that
 * they mean: {@code entry} and {@code member} are the protocol's words for a list.
 */
public final class FormTree {
  private FormTree() {}

  public static ObjectNode of(Map<String, String> form) {
    ObjectNode root = Json.object();
    form.forEach(
        (name, value) -> {
          JsonPointer path = JsonPointer.compile("/" + name.replace('.', '/'));
          root.withObject(path.head(), JsonNode.OverwriteMode.NULLS, false)
              .put(path.last().getMatchingProperty(), value);
        });
    root.remove("Action");
    root.remove("Version");
    return (ObjectNode) withLists(root);
  }

  private static JsonNode withLists(JsonNode node) {
    if (node.size() == 1 && (node.has("entry") || node.has("member"))) {
      ArrayNode list = Json.array();
      node.elements().next().forEach(item -> list.add(withLists(item)));
      return list;
    }
    return Json.each(node, FormTree::withLists);
  }
}
