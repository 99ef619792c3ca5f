package io.lwarotation.core;

import java.net.URI;

/** SP-API wherever it is. */
public interface SpApiByHost {
  /**
   * SP-API at a host; asks nobody.
   *
   * @throws IllegalArgumentException if a token must not be sent there
   */
  SpApi at(URI host);
}
