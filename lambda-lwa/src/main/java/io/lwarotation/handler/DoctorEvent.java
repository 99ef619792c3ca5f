package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * {@code {"doctor":true}}: the event with which {@code ./lwa doctor} starts each function once. The
 * function looks whether it can read what it needs, changes nothing and tells nobody.
 */
final class DoctorEvent {
  private static final byte[] TEXT = "{\"doctor\":true}".getBytes(StandardCharsets.UTF_8);

  private DoctorEvent() {}

  /** Whether an event is this one, to the letter but for its spaces: no other is taken for it. */
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

  /** The answer: {@code ok} or {@code failed}, and in a few words what could be read or why not. */
  static byte[] answer(Supplier<String> look) {
    try {
      return answer("ok", look.get());
    } catch (NotConfiguredException | StoreException | DiagnosedException e) {
      return answer("failed", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Without its message, which nobody has looked through.
      String kind = e.getClass().getSimpleName();
      return answer("failed", "this program ran into an error of its own (" + kind + ")");
    }
  }

  private static byte[] answer(String verdict, String text) {
    return new JsonObject().put("doctor", verdict).put("text", text).bytes();
  }
}
