package io.lwarotation.core;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where SP-API is. Beside a stand-in no host of Amazon's is asked: a region for which none was
 * named has no host then.
 *
 * @param home of the authorization {@code default}, {@code SP_API_ENDPOINT}
 * @param named what {@link SpApiRegion#variable} names
 */
public record SpApiHosts(URI home, Map<SpApiRegion, URI> named) {
  public SpApiHosts {
    named = Map.copyOf(named);
  }

  /** Amazon's hosts, or those beside the one at home that were named. */
  public Optional<URI> of(SpApiRegion region) {
    URI host = named.get(region);
    if (host != null) {
      return Optional.of(host);
    }
    if (isSandbox()) {
      return Optional.of(region.sandbox());
    }
    return isOneOf(SpApiRegion::endpoint) ? Optional.of(region.endpoint()) : Optional.empty();
  }

  /**
   * The same, for a call that needs one.
   *
   * @throws DiagnosedException if none is known
   */
  public URI require(SpApiRegion region) {
    Optional<URI> host = of(region);
    if (host.isEmpty()) {
      throw new DiagnosedException(
          Diagnosis.NOT_CONFIGURED,
          "SP_API_ENDPOINT is not a host of Amazon's: set " + region.variable() + " as well.",
          null);
    }
    return host.get();
  }

  /** The region of the host at home, as far as that is known. */
  public Optional<SpApiRegion> region() {
    for (SpApiRegion region : SpApiRegion.values()) {
      if (isSame(home, region.endpoint())
          || isSame(home, region.sandbox())
          || home.equals(named.get(region))) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }

  /** Whether it is Amazon's host for tests, which knows of no seller. */
  public boolean isSandbox() {
    return isOneOf(SpApiRegion::sandbox);
  }

  private boolean isOneOf(Function<SpApiRegion, URI> host) {
    return Stream.of(SpApiRegion.values()).map(host).anyMatch(one -> isSame(home, one));
  }

  private static boolean isSame(URI a, URI b) {
    return String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost());
  }
}
