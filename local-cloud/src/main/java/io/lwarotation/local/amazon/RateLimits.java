package io.lwarotation.local.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Token buckets on the moved clock, one for each application, seller and operation, full at first.
 */
final class RateLimits {
  private final InstantSource clock;
  private final Map<Key, Bucket> buckets = new HashMap<>();

  private record Key(String clientId, Token.Grant whose, String operation) {}

  /** {@code free} requests at {@code at}. */
  private record Bucket(double free, Instant at) {}

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one request from the bucket; false if it is empty. */
  synchronized boolean admits(Token token, Operation operation) {
    Instant now = clock.instant();
    Key key =
        new Key(
            token.application().clientId(), token.grant(), operation.method() + operation.path());
    Bucket bucket = buckets.getOrDefault(key, new Bucket(operation.burst(), now));
    double refilled =
        (double) Duration.between(bucket.at(), now).toMillis() / operation.refill().toMillis();
    double free = Math.min(operation.burst(), bucket.free() + refilled);
    boolean admitted = free >= 1;
    buckets.put(key, new Bucket(admitted ? free - 1 : free, now));
    return admitted;
  }
}
