package io.lwarotation.local.amazon;

import java.time.Duration;
import java.time.Instant;

/**
 * One client secret of an application.
 *
 * @param value the secret itself
 * @param expiresAt from here on SP-API refuses it
 * @param knownToLwaFrom before this LWA has not heard of it yet
 * @param knownToSpApiFrom before this SP-API still answers as if it had expired
 * @param endsAtLwa from here on LWA refuses it, since another secret has replaced it
 */
record ClientSecret(
    String value,
    Instant expiresAt,
    Instant knownToLwaFrom,
    Instant knownToSpApiFrom,
    Instant endsAtLwa) {
  /** SP-API refuses older secrets. LWA does not: the central trap. */
  static final Duration LIFETIME = Duration.ofDays(180);

  /** How long LWA accepts a secret that was replaced. */
  static final Duration GRACE = Duration.ofDays(7);

  boolean isAcceptedByLwa(Instant now) {
    return !now.isBefore(knownToLwaFrom) && now.isBefore(endsAtLwa);
  }

  boolean isAcceptedBySpApi(Instant now) {
    return !now.isBefore(knownToSpApiFrom) && now.isBefore(expiresAt);
  }

  /** The same, refused by LWA from {@code end} on, or earlier if it was so already. */
  ClientSecret endingAt(Instant end) {
    Instant first = endsAtLwa.isBefore(end) ? endsAtLwa : end;
    return new ClientSecret(value, expiresAt, knownToLwaFrom, knownToSpApiFrom, first);
  }

  @Override
  public String toString() {
    return "ClientSecret[expiresAt=" + expiresAt + "]";
  }
}
