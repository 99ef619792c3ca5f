package io.lwarotation.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What AWS calls credentials; another name here, to keep them apart from those of Amazon.
 *
 * @param sessionToken of temporary ones
 * @param expiresAt where that is known
 */
record AwsKeys(
    String accessKeyId,
    String secretAccessKey,
    Optional<String> sessionToken,
    Optional<Instant> expiresAt) {
  /** Fetched anew so long before their end. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  boolean freshAt(Instant now) {
    return expiresAt.map(end -> now.isBefore(end.minus(MARGIN))).orElse(true);
  }

  boolean validAt(Instant now) {
    return expiresAt.map(now::isBefore).orElse(true);
  }

  @Override
  public String toString() {
    return "AwsKeys[redacted]";
  }
}
