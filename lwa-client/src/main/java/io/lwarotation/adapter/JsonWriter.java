package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON: one object, on one line. */
public final class JsonWriter {
  /** Immutable. */
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  /** Writes the fields of one object. */
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The object as text. */
  public static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }
}
