package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An attribute of a message.
 *
 * @param type {@code String}, {@code Number} or {@code Binary}, perhaps with a label behind a point
 * @param value of a binary one in Base64
 */
public record MessageAttribute(String type, String value) {

  static Map<String, MessageAttribute> read(JsonNode json) {
    Map<String, MessageAttribute> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Input input = new Input(entry.getValue()).only("DataType StringValue BinaryValue");
      String type = input.text("DataType");
      String member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
      attributes.put(entry.getKey(), new MessageAttribute(type, input.text(member)));
    }
    return attributes;
  }

  boolean isBinary() {
    return type.startsWith("Binary");
  }

  ObjectNode json() {
    return Json.object()
        .put("DataType", type)
        .put(isBinary() ? "BinaryValue" : "StringValue", value);
  }

  static String md5(String text) {
    return md5(text.getBytes(UTF_8));
  }

  /**
   * The digest that clients check.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Calculating
   *     the MD5 message digest for message attributes</a>
   */
  static String md5(Map<String, MessageAttribute> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, MessageAttribute> entry : new TreeMap<>(attributes).entrySet()) {
        MessageAttribute attribute = entry.getValue();
        write(out, entry.getKey().getBytes(UTF_8));
        write(out, attribute.type().getBytes(UTF_8));
        out.writeByte(attribute.isBinary() ? 2 : 1);
        write(
            out,
            attribute.isBinary()
                ? Base64.getDecoder().decode(attribute.value())
                : attribute.value().getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return md5(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has MD5.", e);
    }
  }
}
