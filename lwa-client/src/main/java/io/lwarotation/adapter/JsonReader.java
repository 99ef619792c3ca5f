package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON strictly: one document, no name twice in an object, bounded in size and depth. It
 * streams, for a mapper would cost a cold function a tenth of a second.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 64;

  /** Immutable after it is built; costly enough to be made once. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Names come from outside: they are not to stay in the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * Reads one document.
   *
   * @param maxBytes what is longer is refused unread
   * @throws NotJsonException if it is not one
   */
  public static Json read(byte[] document, int maxBytes) throws NotJsonException {
    if (document.length > maxBytes) {
      throw new NotJsonException("is longer than " + maxBytes + " bytes");
    }
    try (JsonParser parser = FACTORY.createParser(document)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new NotJsonException("is empty");
      }
      Json json = value(parser, first);
      if (parser.nextToken() != null) {
        throw new NotJsonException("is more than one JSON document");
      }
      return json;
    } catch (StreamConstraintsException _) {
      throw new NotJsonException("is nested too deep or holds too long a name or number");
    } catch (IOException _) {
      // The cause is left out on purpose: its message quotes the document.
      throw new NotJsonException("is not JSON, or names a field twice");
    }
  }

  /** Reads one document, as {@link #read(byte[], int)}. */
  public static Json read(String document, int maxBytes) throws NotJsonException {
    return read(document.getBytes(StandardCharsets.UTF_8), maxBytes);
  }

  /** The same; empty if it is none. */
  public static Optional<Json> find(byte[] document, int maxBytes) {
    try {
      return Optional.of(read(document, maxBytes));
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  /** The same of a text. */
  public static Optional<Json> find(String document, int maxBytes) {
    return find(document.getBytes(StandardCharsets.UTF_8), maxBytes);
  }

  private static Json value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getText());
      case VALUE_TRUE -> Json.Literal.TRUE;
      case VALUE_FALSE -> Json.Literal.FALSE;
      case VALUE_NULL -> Json.Literal.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IOException("no value");
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (next(parser) == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      fields.put(name, value(parser, next(parser)));
    }
    return new Json.Fields(Collections.unmodifiableMap(fields));
  }

  private static Json array(JsonParser parser) throws IOException {
    List<Json> items = new ArrayList<>();
    for (JsonToken next = next(parser); next != JsonToken.END_ARRAY; next = next(parser)) {
      items.add(value(parser, next));
    }
    return new Json.Items(Collections.unmodifiableList(items));
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("ends too early");
    }
    return token;
  }
}
