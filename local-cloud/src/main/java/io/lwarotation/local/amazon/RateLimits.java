package io.lwarotation.local.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Token buckets on the moved clock, one for each application, seller and operation, full at first.
 */
final class RateLimits {
  private final Map<Key, Bucket> buckets = new HashMap<>();

  private record Key(String clientId, String refreshToken, Operation operation) {}

  /** {@code free} requests at {@code at}. */
  private record Bucket(double free, Instant at) {}

  /** Takes one request from the bucket; false if it is empty. */
  synchronized boolean admits(Token token, Operation operation, Instant now) {
    Key key = new Key(token.application().clientId(), token.refreshToken(), operation);
    Bucket bucket = buckets.getOrDefault(key, new Bucket(operation.burst(), now));
    double seconds = Duration.between(bucket.at(), now).toMillis() / 1000.0;
    double refilled = bucket.free() + seconds * Double.parseDouble(operation.rateLimit());
    double free = Math.min(operation.burst(), refilled);
    boolean admitted = free >= 1;
    buckets.put(key, new Bucket(admitted ? free - 1 : free, now));
    return admitted;
  }
}
