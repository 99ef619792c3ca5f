package io.lwarotation.core;

import java.util.Collections;
import java.util.Map;

/**
 * A request to SP-API, without host, token or body. There is none with a path or query that is
 * unfit to be sent.
 *
 * @param path absolute path at SP-API, percent-encoded, at most 2048 characters
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

  /** The methods that are used. */
  public enum Method {
    GET,
    POST
  }

  /**
   * @throws IllegalArgumentException one sentence that says what is wrong with path or query and
   *     repeats nothing of them
   */
  public SpApiRequest {
    path = SpApiPath.check(path);
    query = Collections.unmodifiableMap(SpApiQuery.check(query));
  }

  /**
   * A request that reads.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static SpApiRequest get(String path, Map<String, String> query) {
    return new SpApiRequest(Method.GET, path, query);
  }

  /** {@code GET /sellers/v1/…}, as logs and answers name the operation. */
  public String operation() {
    return method + " " + path;
  }
}
