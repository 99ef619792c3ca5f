package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads and makes JSON trees. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads one JSON text.
   *
   * @throws NotJsonException if it is none, or has a member twice
   */
  public static JsonNode read(String text) throws NotJsonException {
    try {
      JsonNode read = MAPPER.readTree(text);
      if (read == null || read.isMissingNode()) {
        throw new NotJsonException("it is empty");
      }
      return read;
    } catch (JsonProcessingException e) {
      // Jackson's message may quote the text, which may hold a secret.
      throw new NotJsonException("line " + e.getLocation().getLineNr());
    }
  }

  /** AWS's JSON protocols write times as seconds, with milliseconds behind the point. */
  public static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  /** A text that is not JSON. */
  public static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException(String where) {
      super("not JSON (" + where + ")", null, false, false);
    }
  }
}
