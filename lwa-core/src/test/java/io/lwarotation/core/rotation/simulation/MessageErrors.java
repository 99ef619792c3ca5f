package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Errors around messages, notices and settings. */
final class MessageErrors {
  private MessageErrors() {}

  static void trustsArrival(Ports p) {
    Instant now = p.world.now();
    p.message =
        p.message.map(
            m ->
                new NewSecretMessage(
                    m.clientId(),
                    m.newSecret(),
                    now.plus(Duration.ofDays(180)),
                    now.plus(Duration.ofDays(7)),
                    now,
                    m.notificationId()));
  }

  static void ignoresEventTime(Ports p) {
    p.message = p.message.map(m -> with(m, m.oldExpiresAt(), null));
  }

  static void ignoresLongerGrace(Ports p) {
    p.message = p.message.map(m -> with(m, null, m.eventTime()));
  }

  private static NewSecretMessage with(
      NewSecretMessage m, @Nullable Instant oldExpiresAt, @Nullable Instant eventTime) {
    return new NewSecretMessage(
        m.clientId(), m.newSecret(), m.newExpiresAt(), oldExpiresAt, eventTime, m.notificationId());
  }

  static void heedsOldEndings(Ports p) {
    p.ending = p.ending.map(m -> with(m, m.clientId(), null));
  }

  static void heedsStrangers(Ports p) {
    p.ending = p.ending.map(m -> with(m, p.world.amazon.clientId, m.sentAt()));
  }

  private static SecretExpiryMessage with(
      SecretExpiryMessage m, ClientId clientId, @Nullable Instant sentAt) {
    return new SecretExpiryMessage(clientId, m.expiresAt(), m.reason(), sentAt);
  }

  /** Keeps notices back whose subject has these words. */
  static void hides(Ports p, String words) {
    Notices real = p.notices;
    p.notices =
        (notice, deadline) -> {
          if (!notice.subject().contains(words)) {
            real.publish(notice, deadline);
          }
        };
  }

  static void neverRotates(Ports p) {
    RotationSettings s = p.settings;
    p.settings = new RotationSettings(Duration.ZERO, s.inFlight(), s.grace(), s.noticeEvery());
  }

  static void waits48HoursOnly(Ports p) {
    RotationSettings s = p.settings;
    p.settings = new RotationSettings(s.dueBefore(), s.inFlight(), s.inFlight(), s.noticeEvery());
  }
}
