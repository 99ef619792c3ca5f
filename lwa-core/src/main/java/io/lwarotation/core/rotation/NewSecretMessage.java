package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's message {@code APPLICATION_OAUTH_CLIENT_NEW_SECRET}: until it is acknowledged, the only
 * copy of the new secret. A message without a client id or a secret is none of these and never
 * reaches the core.
 *
 * @param newExpiresAt when SP-API starts to refuse the new secret; 180 days after the message if it
 *     does not say so
 * @param oldExpiresAt until when LWA accepts the secret before it, if the message says so
 * @param eventTime when Amazon made the new secret, if the message says so
 * @param notificationId Amazon's id of the message, if it has one
 */
public record NewSecretMessage(
    ClientId clientId,
    Secret newSecret,
    Instant newExpiresAt,
    @Nullable Instant oldExpiresAt,
    @Nullable Instant eventTime,
    @Nullable String notificationId) {

  /** When the new secret was made: the event's time, or 180 days before its expiry. */
  public Instant rotatedAt() {
    return eventTime != null ? eventTime : newExpiresAt.minus(SecretExpiry.LIFETIME);
  }

  /**
   * The same without what cannot be true when it comes: a secret that is made later, or lives
   * longer than 180 days. Beside such a date every later secret would look old.
   */
  NewSecretMessage at(Instant now) {
    Instant latest = now.plus(AcceptNewSecret.CLOCK_DIFFERENCE);
    boolean tooLate = newExpiresAt.isAfter(latest.plus(SecretExpiry.LIFETIME));
    return new NewSecretMessage(
        clientId,
        newSecret,
        tooLate ? now.plus(SecretExpiry.LIFETIME) : newExpiresAt,
        oldExpiresAt,
        eventTime != null && eventTime.isAfter(latest) ? null : eventTime,
        notificationId);
  }
}
