package io.lwarotation.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param method in upper case
 * @param path as it was sent: not decoded, not normalized
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers values by name in lower case
 * @param body read as UTF-8; of CBOR, each character is one byte (ISO 8859-1)
 */
public record Request(
    String method, String path, String query, Map<String, List<String>> headers, String body) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /** The first header of this name, in any case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The decoded query; of a name that is there twice, the last value. */
  public Map<String, String> queryParameters() {
    return decode(query);
  }

  /** The decoded body of a form; of a name that is there twice, the last value. */
  public Map<String, String> form() {
    return decode(body);
  }

  private static Map<String, String> decode(String encoded) {
    Map<String, String> decoded = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        decoded.put(decodeOne(name), decodeOne(value));
      }
    }
    return decoded;
  }

  private static String decodeOne(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a broken escape is the sender's own text
    }
  }

  /** Headers and bodies hold credentials: they are not shown. */
  @Override
  public String toString() {
    return "Request[" + method + " " + path + "]";
  }
}
