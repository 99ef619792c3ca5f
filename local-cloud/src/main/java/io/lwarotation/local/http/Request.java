package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.UrlEncoded;

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
    UrlEncoded.decodeTo(encoded, decoded::put, UTF_8);
    return decoded;
  }

  /** Headers and bodies hold credentials: they are not shown. */
  @Override
  public String toString() {
    return "Request[" + method + " " + path + "]";
  }
}
