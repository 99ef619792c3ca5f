package io.lwarotation.core;

/** The Selling Partner API. */
public interface SpApi {
  /**
   * Sends one request; a redirect is not followed.
   *
   * @return the answer, if its status is 2xx
   * @throws AmazonException if SP-API refused (every other status) or did not answer
   */
  SpApiAnswer send(SpApiRequest request, AccessToken token, Deadline deadline);
}
