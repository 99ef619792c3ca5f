package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object to be written, its fields in their order. A value is a text, a number, a boolean,
 * another object, a list of these, or anything else, such as a date, which is written as its text.
 */
// By instanceof, not a switch over types: a cold start comes here (docs/adr/0009).
public final class JsonObject {
  /** Immutable. */
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /** JSON that is written as it came, so that numbers keep every digit. */
  public record Raw(String json) {}

  /** Adds a field; none for {@code null} and an empty Optional. */
  public JsonObject put(String name, @Nullable Object value) {
    Object found = value instanceof Optional<?> given ? given.orElse(null) : value;
    return found == null ? this : putOrNull(name, found);
  }

  /** Adds a field, {@code null} included. */
  public JsonObject putOrNull(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a field for each entry. */
  public JsonObject putAll(Map<String, ?> values) {
    fields.putAll(values);
    return this;
  }

  /** On one line. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The same in UTF-8. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof JsonObject object) {
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> field : object.fields.entrySet()) {
        json.writeFieldName(field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Raw(String raw)) {
      json.writeRawValue(raw);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      json.writeObject(value);
    } else {
      json.writeString(value.toString());
    }
  }
}
