package io.lwarotation.core.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rotation tells people: what happened and what to do, never a secret. */
public record RotationNotices(String app, String queueArn) {
  private static final String CONSOLE = NoticeTexts.CONSOLE;
  private static final String BY_HAND =
      "rotate the secret in the Developer Console ("
          + CONSOLE
          + ", LWA credentials, View, Rotate secret) and store it with: ./lwa put --app ";

  public Notice stored(long version, Instant expiresAt, @Nullable Instant oldExpiresAt) {
    String old =
        oldExpiresAt == null
            ? ""
            : " Programs that hold the old one have until " + oldExpiresAt + " to read it again.";
    return notice(
        "a new LWA client secret is stored",
        "The LWA client secret of "
            + app
            + " was rotated. The new one was tried at SP-API and is stored as version "
            + version
            + "; it expires at "
            + expiresAt
            + "."
            + old
            + " There is nothing to do.");
  }

  public Notice notEnrolled() {
    return notice(
        "LWA client secret cannot rotate: no queue registered",
        "Amazon refused to rotate the LWA client secret of "
            + app
            + " because the application has no queue for new secrets. In the Developer Console ("
            + CONSOLE
            + ") open Notification Preferences and enter "
            + queueArn
            + " in the row \"Application Client New Secret\". The next run tries again.");
  }

  public Notice refused(String reason) {
    return notice(
        "LWA client secret could not be rotated",
        reason
            + " when asked to rotate the LWA client secret of "
            + app
            + ". Nothing was rotated; the next run tries again. If this comes again, "
            + BY_HAND
            + app
            + " --client-secret");
  }

  public Notice queueNotReady(String obstacle) {
    return notice(
        "LWA client secret cannot rotate: its queue is not ready",
        "The LWA client secret of "
            + app
            + " is due for rotation, but a new one could not arrive. "
            + obstacle
            + " Nothing was rotated; the next run tries again.");
  }

  public Notice storedSecretRefused(String reason) {
    return notice(
        "the stored LWA client secret does not work",
        "The LWA client secret of "
            + app
            + " is due for rotation, but the stored one does not work: "
            + reason
            + ". A secret that does not work cannot rotate itself: "
            + BY_HAND
            + app
            + " --client-secret");
  }

  public Notice expired(Instant since) {
    return notice(
        "the LWA client secret has expired",
        "The LWA client secret of "
            + app
            + " expired at "
            + since
            + " and SP-API refuses it. It cannot rotate itself any more: "
            + BY_HAND
            + app
            + " --client-secret");
  }

  public Notice didNotCome(Instant graceUntil) {
    return notice(
        "a new LWA client secret did not come",
        "A new LWA client secret was asked for "
            + app
            + " and has not been stored. Calls may fail from "
            + graceUntil
            + " on. Look into the dead-letter queue of new secrets first and redrive it; if it is empty,"
            + " let the account's primary user copy the secret from the Developer Console ("
            + CONSOLE
            + "), or rotate it there if it shows no newer one, and store it with: ./lwa put --app "
            + app
            + " --client-secret");
  }

  private Notice notice(String subject, String text) {
    return new Notice(app + ": " + subject, text);
  }
}
