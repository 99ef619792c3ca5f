package io.lwarotation.local.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param headers values by name, in their order; {@code Date} is added from the server's clock and
 *     {@code Content-Length} from the body, unless they are set here
 * @param body sent as UTF-8
 */
public record Response(int status, Map<String, String> headers, String body) {
  public Response {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An answer with {@code Content-Type: application/json}. */
  public static Response json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** An answer with a body of the given type. */
  public static Response of(int status, String contentType, String body) {
    return new Response(status, Map.of("Content-Type", contentType), body);
  }

  /** An answer without body and headers. */
  public static Response empty(int status) {
    return new Response(status, Map.of(), "");
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  public Reply asReply() {
    return new Reply.Answer(this);
  }

  /** Bodies hold credentials: they are not shown. */
  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
