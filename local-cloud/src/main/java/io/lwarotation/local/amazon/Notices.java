package io.lwarotation.local.amazon;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The console's Notification Preferences of one application, and which messages come when
 * (https://developer-docs.amazon.com/sp-api/docs/notification-type-values).
 */
final class Notices {
  /** Amazon's documents name the first, its own example shows the second. */
  private static final List<Duration> EXPIRY_WARNINGS =
      List.of(Duration.ofDays(90), Duration.ofDays(54));

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Application application;
  private final Registry registry;
  private final Deliveries deliveries;
  private volatile @Nullable URI newSecretQueue;
  private volatile @Nullable URI expiryQueue;
  private volatile List<Duration> newSecretDelays = List.of(Duration.ZERO);

  Notices(Application application, Registry registry, Deliveries deliveries) {
    this.application = application;
    this.registry = registry;
    this.deliveries = deliveries;
  }

  void registerNewSecretQueue(URI queueUrl) {
    newSecretQueue = queueUrl;
  }

  void registerExpiryQueue(URI queueUrl) {
    expiryQueue = queueUrl;
    scheduleExpiryMessages();
  }

  void deliverNewSecretsAfter(List<Duration> delays) {
    newSecretDelays = delays;
  }

  boolean isEnrolledForRotation() {
    return newSecretQueue != null;
  }

  /** One message, in as many copies as was said; none if no queue is registered. */
  void scheduleNewSecret(ClientSecret made, ClientSecret replaced) {
    URI queue = newSecretQueue;
    if (queue != null) {
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
      for (Duration delay : newSecretDelays) {
        deliveries.schedule(registry.now().plus(delay), () -> deliveries.send(queue, message));
      }
      deliveries.sendDue();
    }
  }

  /** Each is made when it is due, and only if its secret is still the one in use. */
  void scheduleExpiryMessages() {
    URI queue = expiryQueue;
    if (queue != null) {
      ClientSecret secret = application.currentSecret();
      for (Duration before : EXPIRY_WARNINGS) {
        deliveries.schedule(secret.expiresAt().minus(before), () -> warn(queue, secret));
      }
      deliveries.sendDue();
    }
  }

  private void warn(URI queue, ClientSecret secret) {
    if (application.currentSecret().equals(secret)) {
      String payload =
          """
          "applicationOAuthClientSecretExpiry":{"clientId":"%s","clientSecretExpiryTime":"%s",\
          "clientSecretExpiryReason":"PERIODIC_ROTATION"}"""
              .formatted(application.clientId(), MILLIS.format(secret.expiresAt()));
      deliveries.send(queue, message("APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", payload));
    }
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
