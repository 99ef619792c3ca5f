package io.lwarotation.local.aws.wire;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes the query protocol's answers. */
public final class Xml {
  private final StringBuilder out = new StringBuilder();

  /** An element with a text. */
  public Xml text(String name, String value) {
    out.append('<').append(name).append('>').append(escape(value)).append("</").append(name);
    out.append('>');
    return this;
  }

  /** An element with elements. */
  public Xml within(String name, Runnable content) {
    out.append('<').append(name).append('>');
    content.run();
    out.append("</").append(name).append('>');
    return this;
  }

  public <T> Xml members(String name, Collection<T> items, BiConsumer<Xml, T> write) {
    return within(name, () -> items.forEach(i -> within("member", () -> write.accept(this, i))));
  }

  public Xml map(String name, Map<String, String> map) {
    return within(
        name,
        () ->
            map.forEach(
                (key, value) -> within("entry", () -> text("key", key).text("value", value))));
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\r' -> escaped.append("&#13;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
