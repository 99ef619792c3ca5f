package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes trees as the query protocol does: a list has members, a map of attributes entries. */
public final class Xml {
  private Xml() {}

  /** One element. */
  public static String of(String name, JsonNode content) {
    StringBuilder out = new StringBuilder();
    write(out, name, content);
    return out.toString();
  }

  private static void write(StringBuilder out, String name, JsonNode content) {
    out.append('<').append(name).append('>');
    if (content.isArray()) {
      content.forEach(item -> write(out, "member", item));
    } else if (content.isObject() && name.endsWith("ttributes")) {
      content
          .properties()
          .forEach(
              entry ->
                  write(
                      out,
                      "entry",
                      Json.object()
                          .put("key", entry.getKey())
                          .put("value", entry.getValue().asText())));
    } else if (content.isObject()) {
      content.properties().forEach(entry -> write(out, entry.getKey(), entry.getValue()));
    } else {
      out.append(escaped(content.asText()));
    }
    out.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }
}
