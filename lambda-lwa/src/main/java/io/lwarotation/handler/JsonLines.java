package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A log of one JSON object a line. */
record JsonLines(PrintStream out) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the fields of one object. */
  interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  void write(Fields fields) {
    out.println(object(fields));
  }

  static String object(Fields fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return line.toString();
  }
}
