package io.lwarotation.local.amazon;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The messages about the secrets of one application, and when they come
 * (https://developer-docs.amazon.com/sp-api/docs/notification-type-values).
 */
record Notices(Application application, Registry registry, Deliveries deliveries) {
  /** Amazon's documents name the first, its own example shows the second. */
  private static final List<Duration> EXPIRY_WARNINGS =
      List.of(Duration.ofDays(90), Duration.ofDays(54));

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** That a secret was made, and until when the one before is accepted: a copy for each delay. */
  void newSecret(URI queue, List<Duration> delays, ClientSecret made, ClientSecret replaced) {
    String payload =
        """
        "applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",\
        "newClientSecretExpiryTime":"%s","oldClientSecretExpiryTime":"%s"}"""
            .formatted(
                application.clientId(),
                made.value(),
                MILLIS.format(made.expiresAt()),
                MILLIS.format(replaced.endsAtLwa()));
    String message = message("APPLICATION_OAUTH_CLIENT_NEW_SECRET", payload);
    for (Duration delay : delays) {
      deliveries.schedule(registry.now().plus(delay), () -> deliveries.send(queue, message));
    }
    deliveries.sendDue();
  }

  /** That a secret ends: each is made when it is due, if the secret is still the one in use. */
  void expiry(URI queue, ClientSecret secret) {
    for (Duration before : EXPIRY_WARNINGS) {
      deliveries.schedule(
          secret.expiresAt().minus(before),
          () -> {
            if (application.clientSecret().equals(secret.value())) {
              deliveries.send(queue, expiryMessage(secret));
            }
          });
    }
    deliveries.sendDue();
  }

  private String expiryMessage(ClientSecret secret) {
    String payload =
        """
        "applicationOAuthClientSecretExpiry":{"clientId":"%s","clientSecretExpiryTime":"%s",\
        "clientSecretExpiryReason":"PERIODIC_ROTATION"}"""
            .formatted(application.clientId(), MILLIS.format(secret.expiresAt()));
    return message("APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", payload);
  }

  private String message(String type, String payload) {
    return """
    {"notificationVersion":"1.0","notificationType":"%s","payloadVersion":"2023-11-30",\
    "eventTime":"%s","payload":{%s},"notificationMetadata":{"applicationId":"%s",\
    "subscriptionId":"subscription-EXAMPLE","publishTime":"%2$s","notificationId":"%s"}}"""
        .formatted(
            type,
            MILLIS.format(registry.now()),
            payload,
            application.applicationId(),
            registry.unique("notification-"));
  }
}
