package io.lwarotation.local.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param headers values by name; {@code Date} is added from the server's clock and {@code
 *     Content-Length} from the body, unless they are set here
 * @param body sent as UTF-8; of CBOR, each character is one byte (ISO 8859-1)
 */
public record Response(int status, Map<String, String> headers, String body) implements Reply {
  public Response {
    headers = Map.copyOf(headers);
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

  /** The body as it is sent. */
  byte[] bytes() {
    return body.getBytes(charset(headers.getOrDefault("Content-Type", "")));
  }

  /** How bodies of a type are read and written as text. */
  static Charset charset(String contentType) {
    return contentType.equals("application/cbor")
        ? StandardCharsets.ISO_8859_1
        : StandardCharsets.UTF_8;
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** Bodies hold credentials: they are not shown. */
  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
