package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import java.nio.charset.StandardCharsets;

/**
 * {@code {"doctor":true}}: the event with which {@code ./lwa doctor} starts each function once. The
 * function looks whether it can read what it needs, changes nothing and tells nobody.
 */
final class DoctorEvent {
  private static final byte[] TEXT = "{\"doctor\":true}".getBytes(StandardCharsets.UTF_8);

  private DoctorEvent() {}

  /** What a function looks at; says in a few words what it could read. */
  interface Look {
    String at();
  }

  /**
   * Whether an event is this one: to the letter, so that no other event is ever taken for it. Only
   * the spaces may be others, which a program adds that writes the event again.
   */
  static boolean is(byte[] event) {
    return is(event, TEXT);
  }

  /** The same for the event of another command. */
  static boolean is(byte[] event, byte[] text) {
    int found = 0;
    for (byte letter : event) {
      if (Character.isWhitespace(letter)) {
        continue;
      }
      if (found == text.length || letter != text[found]) {
        return false;
      }
      found++;
    }
    return found == text.length;
  }

  /** The answer: {@code ok} or {@code failed}, and a text for people. */
  static byte[] answer(Look look) {
    String verdict = "ok";
    String text;
    try {
      text = look.at();
    } catch (NotConfiguredException | StoreException | DiagnosedException e) {
      verdict = "failed";
      text = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      verdict = "failed";
      // Without its message, which nobody has looked through.
      text = "this program ran into an error of its own (" + e.getClass().getSimpleName() + ")";
    }
    return new JsonObject().put("doctor", verdict).put("text", text).bytes();
  }
}
