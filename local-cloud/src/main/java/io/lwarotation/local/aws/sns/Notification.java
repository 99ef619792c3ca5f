package io.lwarotation.local.aws.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is published on a topic: a subject, and a text for each protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public record Notification(Optional<String> subject, String text, Map<String, String> byProtocol) {
  static final int MAX_BYTES = 262_144;

  /** A plain text without a subject, as rules publish. */
  public static Notification plain(String text) {
    return of(Optional.empty(), text, Optional.empty());
  }

  static Notification of(Optional<String> subject, String message, Optional<String> structure) {
    subject.ifPresent(Notification::checkSubject);
    if (message.isEmpty()) {
      throw SnsService.invalid("Empty message");
    }
    if (message.getBytes(UTF_8).length > MAX_BYTES) {
      throw SnsService.invalid("Message too long");
    }
    if (structure.isEmpty()) {
      return new Notification(subject, message, Map.of());
    }
    if (!structure.get().equals("json")) {
      throw SnsService.invalid("MessageStructure");
    }
    return structured(subject, message);
  }

  private static Notification structured(Optional<String> subject, String message) {
    JsonNode json;
    try {
      json = Json.read(message);
    } catch (NotJsonException _) {
      throw SnsService.invalid("Message Structure - JSON message body failed to parse");
    }
    if (!json.path("default").isTextual()) {
      throw SnsService.invalid("Message Structure - No default entry in JSON message body");
    }
    Map<String, String> byProtocol = new LinkedHashMap<>();
    json.properties().forEach(entry -> byProtocol.put(entry.getKey(), entry.getValue().asText()));
    return new Notification(subject, json.path("default").asText(), byProtocol);
  }

  private static void checkSubject(String subject) {
    boolean oneLine =
        subject
            .codePoints()
            .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    if (subject.isBlank() || subject.length() >= 100 || !oneLine) {
      throw SnsService.invalid("Subject");
    }
  }

  String textFor(String protocol) {
    return byProtocol.getOrDefault(protocol, text);
  }
}
