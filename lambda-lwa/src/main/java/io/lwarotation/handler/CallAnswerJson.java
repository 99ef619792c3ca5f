package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.lwarotation.core.CallAnswer;
import java.io.ByteArrayOutputStream;
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

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private CallAnswerJson() {}

  /**
   * @param authorization which one the caller named, if any
   * @throws IllegalArgumentException if SP-API's body is not JSON, or too large for Lambda; one
   *     sentence without the body
   */
  static byte[] write(CallAnswer answer, Optional<String> authorization) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.answer().body().length() + 512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("status", "ok");
      if (authorization.isPresent()) {
        json.writeStringField("authorization", authorization.get());
      }
      json.writeStringField("operation", answer.operation());
      json.writeNumberField("httpStatus", answer.answer().status());
      json.writeFieldName("requestId");
      if (answer.answer().requestId().isPresent()) {
        json.writeString(answer.answer().requestId().get());
      } else {
        json.writeNull();
      }
      json.writeFieldName("body");
      // As it came, so that numbers keep every digit.
      json.writeRawValue(jsonOf(answer.answer().body()));
      json.writeObjectFieldStart("secret");
      json.writeNumberField("version", answer.expiry().version());
      json.writeStringField("expiresAt", answer.expiry().expiresAt().toString());
      json.writeNumberField("daysLeft", answer.daysLeft());
      if (answer.fallback()) {
        json.writeBooleanField("fallback", true);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    if (bytes.size() > LARGEST) {
      throw new IllegalArgumentException(
          "SP-API's answer is larger than the 6 MB that Lambda can hand on: ask for a smaller page.");
    }
    return bytes.toByteArray();
  }

  private static String jsonOf(String body) {
    if (body.isBlank()) {
      return "null";
    }
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException(NO_JSON);
      }
      parser.skipChildren();
      if (parser.nextToken() == null) {
        return body;
      }
    } catch (IOException _) {
      // Without the cause: the parser's message quotes the body.
    }
    throw new IllegalArgumentException(NO_JSON);
  }

  private static final String NO_JSON =
      "SP-API answered with a body that is not JSON. Try again; if this goes on, ask SP-API's support.";
}
