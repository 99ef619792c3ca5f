package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads, makes and writes JSON trees. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              times((time, out) -> out.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3))))
          .build();

  private Json() {}

  /** How a protocol writes a time. */
  interface TimeWriter {
    void write(Instant time, JsonGenerator out) throws IOException;
  }

  static SimpleModule times(TimeWriter writer) {
    return new SimpleModule()
        .addSerializer(
            Instant.class,
            new StdSerializer<>(Instant.class) {
              private static final long serialVersionUID = 1L;

              @Override
              public void serialize(Instant time, JsonGenerator out, SerializerProvider provider)
                  throws IOException {
                writer.write(time, out);
              }
            });
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** An object of texts. */
  public static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = object();
    texts.forEach(object::put);
    return object;
  }

  /** An array with one node for each item. */
  public static <T> ArrayNode array(Collection<T> items, Function<T, ? extends JsonNode> each) {
    ArrayNode array = array();
    items.stream().map(each).forEach(array::add);
    return array;
  }

  /** A copy with each member or item changed; what has none is given back. */
  public static JsonNode each(JsonNode node, UnaryOperator<JsonNode> change) {
    if (node.isArray()) {
      ArrayNode copy = array();
      node.forEach(item -> copy.add(change.apply(item)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = object();
    node.properties().forEach(entry -> copy.set(entry.getKey(), change.apply(entry.getValue())));
    return copy;
  }

  /**
   * Reads one JSON text.
   *
   * @throws NotJsonException if it is none, or has a member twice
   */
  public static JsonNode read(String text) throws NotJsonException {
    try {
      return present(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      // Jackson's message may quote the text, which may hold a secret.
      throw new NotJsonException("line " + e.getLocation().getLineNr());
    }
  }

  static JsonNode present(@Nullable JsonNode read) throws NotJsonException {
    if (read == null || read.isMissingNode()) {
      throw new NotJsonException("it is empty");
    }
    return read;
  }

  /** AWS's JSON protocols write times as seconds, with milliseconds behind the point. */
  public static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree can always be written
    }
  }

  /** A text that is not JSON. */
  public static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException(String where) {
      super("not JSON (" + where + ")", null, false, false);
    }
  }
}
