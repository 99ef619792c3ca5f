package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An attribute of a message; binary ones are not modelled.
 *
 * @param type {@code String} or {@code Number}, perhaps with a label behind a point
 */
record MessageAttribute(String type, String value) {
  private static final int TEXT = 1;

  static Map<String, MessageAttribute> read(JsonNode json) {
    Map<String, MessageAttribute> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Input input = new Input(entry.getValue()).only("DataType StringValue");
      MessageAttribute read =
          new MessageAttribute(input.text("DataType"), input.text("StringValue"));
      if (read.type.startsWith("Binary")) {
        throw AwsException.notModelled("binary attributes of messages");
      }
      attributes.put(entry.getKey(), read);
    }
    return attributes;
  }

  ObjectNode json() {
    return Json.object().put("DataType", type).put("StringValue", value);
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TreeMap<>(attributes)
        .forEach(
            (name, attribute) -> {
              write(out, name);
              write(out, attribute.type());
              out.write(TEXT);
              write(out, attribute.value());
            });
    return md5(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has MD5.", e);
    }
  }
}
