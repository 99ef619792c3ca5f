package io.lwarotation.core;

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

  /** The methods that are used. */
  public enum Method {
    GET,
    POST
  }

  public SpApiRequest {
    query = Collections.unmodifiableMap(new TreeMap<>(query));
  }

  /** {@code GET /sellers/v1/…}, as logs and answers name the operation. */
  public String operation() {
    return method + " " + path;
  }
}
