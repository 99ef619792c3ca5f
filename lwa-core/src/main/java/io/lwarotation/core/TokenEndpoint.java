package io.lwarotation.core;

/** Login with Amazon, where access tokens are made. */
public interface TokenEndpoint {
  /**
   * Exchanges credentials for an access token. That LWA gives one does not prove that SP-API
   * accepts the client secret.
   *
   * @throws AmazonException if LWA refused or did not answer
   */
  AccessToken exchange(Grant grant, Deadline deadline);
}
