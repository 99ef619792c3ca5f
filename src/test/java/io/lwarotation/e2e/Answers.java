package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.local.host.Invocation;

/** What a caller of a function is told. */
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  /** The answer, of an invocation that has to have one. */
  static JsonNode answer(Invocation result) {
    return switch (result) {
      case Invocation.Answered(String payload) -> json(payload);
      case Invocation.Failed _, Invocation.TimedOut _, Invocation.Crashed _ ->
          fail("No answer, but " + result);
    };
  }

  /** The message of an invocation that has to fail with this diagnosis: one line, never empty. */
  static String failure(String diagnosis, Invocation result) {
    Invocation.Failed failed =
        switch (result) {
          case Invocation.Failed error -> error;
          case Invocation.Answered _, Invocation.TimedOut _, Invocation.Crashed _ ->
              fail("Not the failure " + diagnosis + ", but " + result);
        };
    String message = failed.errorMessage();
    assertTrue(message.startsWith(diagnosis + ": "), message);
    assertTrue(message.length() > diagnosis.length() + 20, message);
    assertEquals(1, message.lines().count(), message);
    assertFalse(failed.rawError().contains("\"cause\":{"), failed.rawError());
    return message;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return fail("not JSON: " + text, e);
    }
  }
}
