package io.lwarotation.local.aws.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.Map;
import java.util.Optional;

/**
 * What is published on a topic: a subject, and a text for each protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public record Notification(Optional<String> subject, String text, Map<String, String> byProtocol) {
  private static final int MAX_BYTES = 262_144;

  /** A plain text without a subject, as rules publish. */
  public static Notification plain(String text) {
    return of(Optional.empty(), text, Optional.empty());
  }

  static Notification of(Optional<String> subject, String message, Optional<String> structure) {
    refuseIf(subject.filter(text -> !isSubject(text)).isPresent(), "Subject");
    refuseIf(message.isEmpty(), "Empty message");
    refuseIf(message.getBytes(UTF_8).length > MAX_BYTES, "Message too long");
    refuseIf(structure.filter(one -> !one.equals("json")).isPresent(), "MessageStructure");
    return structure.isEmpty()
        ? new Notification(subject, message, Map.of())
        : structured(subject, message);
  }

  private static void refuseIf(boolean invalid, String what) {
    if (invalid) {
      throw SnsService.invalid(what);
    }
  }

  private static Notification structured(Optional<String> subject, String message) {
    try {
      JsonNode json = Json.read(message);
      refuseIf(
          !json.path("default").isTextual(),
          "Message Structure - No default entry in JSON message body");
      return new Notification(subject, json.path("default").asText(), Input.texts(json));
    } catch (NotJsonException _) {
      throw SnsService.invalid("Message Structure - JSON message body failed to parse");
    }
  }

  private static boolean isSubject(String text) {
    return !text.isBlank()
        && text.length() < 100
        && text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }

  String textFor(String protocol) {
    return byProtocol.getOrDefault(protocol, text);
  }
}
