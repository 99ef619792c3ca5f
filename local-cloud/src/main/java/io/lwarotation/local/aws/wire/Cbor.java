package io.lwarotation.local.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes CBOR as the trees that the JSON protocols use; each character of a text is one
 * byte.
 */
public final class Cbor {
  /** RFC 8949, 3.4.2: seconds since 1970. */
  private static final int TIME = 1;

  private static final CBORMapper MAPPER =
      CBORMapper.builder()
          .addModule(
              Json.times(
                  (time, out) -> {
                    ((CBORGenerator) out).writeTag(TIME);
                    out.writeNumber(time.toEpochMilli() / 1000.0);
                  }))
          .build();

  private Cbor() {}

  public static JsonNode read(String bytes) throws NotJsonException {
    try {
      return Json.present(MAPPER.readTree(bytes.getBytes(ISO_8859_1)));
    } catch (JsonProcessingException e) {
      throw new NotJsonException("byte " + e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array of bytes does not fail
    }
  }

  public static String write(JsonNode tree) {
    try {
      return new String(MAPPER.writeValueAsBytes(tree), ISO_8859_1);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree can always be written
    }
  }
}
