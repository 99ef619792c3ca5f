package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param method in upper case
 * @param path as it was sent: not decoded, not normalized
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers the first value of each, by its name in lower case
 * @param body read as UTF-8; of CBOR, each character is one byte (ISO 8859-1)
 */
public record Request(
    String method, String path, String query, Map<String, String> headers, String body) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /** The first header of this name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The decoded query; of a name that is there twice, the last value. */
  public Map<String, String> queryParameters() {
    return decoded(query);
  }

  /** The decoded body of a form; of a name that is there twice, the last value. */
  public Map<String, String> form() {
    return decoded(body);
  }

  private static Map<String, String> decoded(String encoded) {
    Map<String, String> decoded = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!pair.isEmpty()) {
        decoded.put(text(parts[0]), parts.length == 1 ? "" : text(parts[1]));
      }
    }
    return decoded;
  }

  /** A broken escape is the sender's own text. */
  private static String text(String encoded) {
    try {
      return URLDecoder.decode(encoded, UTF_8);
    } catch (IllegalArgumentException _) {
      return encoded;
    }
  }

  /** Headers and bodies hold credentials: they are not shown. */
  @Override
  public String toString() {
    return "Request[" + method + " " + path + "]";
  }
}
