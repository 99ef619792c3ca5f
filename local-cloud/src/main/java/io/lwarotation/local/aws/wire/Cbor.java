package io.lwarotation.local.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads and writes CBOR as the trees that the JSON protocols use; each character of a text is one
 * byte.
 */
public final class Cbor {
  /** RFC 8949, 3.4.2: seconds since 1970. */
  private static final int TIME = 1;

  private static final CBORMapper MAPPER = new CBORMapper();

  private Cbor() {}

  public static JsonNode read(String bytes) throws NotJsonException {
    try {
      JsonNode read = MAPPER.readTree(bytes.getBytes(ISO_8859_1));
      if (read == null || read.isMissingNode()) {
        throw new NotJsonException("it is empty");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new NotJsonException("byte " + e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array of bytes does not fail
    }
  }

  /** Numbers of members that are named {@code Timestamp} are written as times. */
  public static String write(JsonNode tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
      write(out, tree, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array of bytes does not fail
    }
    return bytes.toString(ISO_8859_1);
  }

  private static void write(CBORGenerator out, JsonNode node, boolean time) throws IOException {
    if (node.isObject()) {
      out.writeStartObject(node, node.size());
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        out.writeFieldName(member.getKey());
        write(out, member.getValue(), member.getKey().equals("Timestamp"));
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray(node, node.size());
      for (JsonNode item : node) {
        write(out, item, false);
      }
      out.writeEndArray();
    } else if (time) {
      out.writeTag(TIME);
      out.writeNumber(node.asDouble());
    } else {
      MAPPER.writeTree(out, node);
    }
  }
}
