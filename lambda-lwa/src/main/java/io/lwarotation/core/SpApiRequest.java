package io.lwarotation.core;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to SP-API, without host, token or body.
 *
 * @param method the HTTP method
 * @param path absolute path at SP-API
 * @param query decoded names and values, in the order of their names
 */
public record SpApiRequest(Method method, String path, Map<String, String> query) {
  /** The probe: a call that every seller's authorization allows. */
  public static final SpApiRequest PROBE =
      new SpApiRequest(Method.GET, "/sellers/v1/marketplaceParticipations", Map.of());

  /** A probe without a seller, for a token of the notifications scope. */
  public static final SpApiRequest GRANTLESS_PROBE =
      new SpApiRequest(Method.GET, "/notifications/v1/destinations", Map.of());

  /**
   * Asks for a new client secret, with a token of the rotation scope. The answer holds none: it
   * comes as a message. Never sent twice for one decision.
   */
  public static final SpApiRequest ROTATE_CLIENT_SECRET =
      new SpApiRequest(Method.POST, "/applications/2023-11-30/clientSecret", Map.of());

  private static final int MAX_QUERY_LENGTH = 8192;

  /** The methods that are used. */
  public enum Method {
    GET,
    POST
  }

  public SpApiRequest {
    query = Collections.unmodifiableMap(new TreeMap<>(query));
  }

  /**
   * A GET of a caller's choice.
   *
   * @param path absolute path of SP-API; everything that could lead a token elsewhere is refused
   * @param query decoded names and values
   * @throws IllegalArgumentException if either is not fit; the message is a sentence that does not
   *     repeat the input
   */
  public static SpApiRequest get(String path, Map<String, String> query) {
    SpApiPath.check(path);
    int length = 0;
    for (Map.Entry<String, String> pair : query.entrySet()) {
      if (pair.getKey().isEmpty()) {
        throw new IllegalArgumentException("The query must not hold an empty name.");
      }
      if (isUnfit(pair.getKey()) || isUnfit(pair.getValue())) {
        throw new IllegalArgumentException(
            "The query must not hold a control character or a broken character.");
      }
      length += pair.getKey().length() + pair.getValue().length();
    }
    if (length > MAX_QUERY_LENGTH) {
      throw new IllegalArgumentException("The query is longer than 8192 characters.");
    }
    return new SpApiRequest(Method.GET, path, query);
  }

  private static boolean isUnfit(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** {@code GET /sellers/v1/…}, as logs and answers name the operation. */
  public String operation() {
    return method + " " + path;
  }
}
