package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.CallAnswer;
import java.io.IOException;
import java.util.Optional;

/**
 * The answer of {@code CallSpApiHandler}: SP-API's body as it came, and the state of the secret.
 */
final class CallAnswerJson {
  /**
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: payload of an answer.
   */
  private static final int LARGEST = 6 * 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private CallAnswerJson() {}

  /** Throws IllegalArgumentException, without the body, where that is no JSON or too large. */
  static byte[] write(CallAnswer answer, Optional<String> authorization) {
    JsonObject secret =
        new JsonObject()
            .put("version", answer.expiry().version())
            .put("expiresAt", answer.expiry().expiresAt())
            .put("daysLeft", answer.daysLeft());
    if (answer.fallback()) {
      secret.put("fallback", true);
    }
    byte[] bytes =
        new JsonObject()
            .put("status", "ok")
            .put("authorization", authorization)
            .put("operation", answer.operation())
            .put("httpStatus", answer.answer().status())
            .putOrNull("requestId", answer.answer().requestId().orElse(null))
            .put("body", new JsonObject.Raw(jsonOf(answer.answer().body())))
            .put("secret", secret)
            .bytes();
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "SP-API's answer is larger than the 6 MB that Lambda can hand on: ask for a smaller page.");
    }
    return bytes;
  }

  private static String jsonOf(String body) {
    if (body.isBlank()) {
      return "null";
    }
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != null && parser.skipChildren().nextToken() == null) {
        return body;
      }
    } catch (IOException _) {
      // Without the cause: the parser's message quotes the body.
    }
    throw new IllegalArgumentException(
        "SP-API answered with a body that is not JSON. Try again; if this goes on, ask SP-API's support.");
  }
}
