package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's message {@code APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY}: when the secret in use ends, and
 * why. It comes some days before, again and again.
 *
 * @param reason out of an open set; nothing if the message gives none that can be shown
 * @param sentAt when Amazon wrote it, if the message says so
 */
public record SecretExpiryMessage(
    ClientId clientId, Instant expiresAt, String reason, @Nullable Instant sentAt) {
  private static final String PERIODIC = "PERIODIC_ROTATION";

  /** Words only: whatever else stands there is not shown to people. */
  private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z][A-Za-z_ ]{0,59}");

  /** Leaves out a reason that is more than some words. */
  public SecretExpiryMessage {
    reason = SHOWABLE.matcher(reason).matches() ? reason : "";
  }

  /** Whether the secret ends since it grows old, as every secret does. */
  public boolean isPeriodic() {
    return reason.equals(PERIODIC);
  }
}
