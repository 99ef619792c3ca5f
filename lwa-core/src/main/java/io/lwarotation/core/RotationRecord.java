package io.lwarotation.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the stored client secret beside the secret itself; kept in a parameter of its
 * own, with no secret in it. It counts only while {@code secretVersion} is the version of the
 * secret's parameter.
 *
 * @param secretVersion the version of the secret's parameter that this record speaks of
 * @param rotatedAt when Amazon made the secret, if known
 * @param expiresAt when SP-API starts to refuse it
 * @param oldSecretExpiresAt until when LWA accepts the secret before it, if there is one
 * @param requestedAt when the rotation that is under way was asked for, if one is
 * @param notificationId Amazon's id of the message that brought the secret, if one did
 */
public record RotationRecord(
    long secretVersion,
    @Nullable Instant rotatedAt,
    Instant expiresAt,
    @Nullable Instant oldSecretExpiresAt,
    @Nullable Instant requestedAt,
    @Nullable String notificationId) {
  /** Of a secret of which only the end is known. */
  public static RotationRecord of(long secretVersion, Instant expiresAt) {
    return new RotationRecord(secretVersion, null, expiresAt, null, null, null);
  }

  /** The same of the secret's text in another version. */
  public RotationRecord inVersion(long version) {
    return new RotationRecord(
        version, rotatedAt, expiresAt, oldSecretExpiresAt, requestedAt, notificationId);
  }

  /** With the mark of a rotation that was asked for, or without one. */
  public RotationRecord marked(@Nullable Instant asked) {
    return new RotationRecord(
        secretVersion, rotatedAt, expiresAt, oldSecretExpiresAt, asked, notificationId);
  }

  /** With another end of the secret before. */
  public RotationRecord graced(@Nullable Instant until) {
    return new RotationRecord(
        secretVersion, rotatedAt, expiresAt, until, requestedAt, notificationId);
  }

  /** With a grace until then at least: one that is longer stays. */
  public RotationRecord gracedAtLeast(Instant until) {
    return oldSecretExpiresAt != null && oldSecretExpiresAt.isAfter(until) ? this : graced(until);
  }
}
