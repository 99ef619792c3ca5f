package io.lwarotation.local.amazon;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The bodies of the two messages
 * (https://developer-docs.amazon.com/sp-api/docs/notification-type-values).
 */
final class Messages {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Messages() {}

  static String newSecret(
      Application application, ClientSecret made, ClientSecret replaced, Registry registry) {
    return message(
        "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
        """
        "applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",\
        "newClientSecretExpiryTime":"%s","oldClientSecretExpiryTime":"%s"}"""
            .formatted(
                application.clientId(),
                made.value(),
                MILLIS.format(made.expiresAt()),
                MILLIS.format(replaced.endsAtLwa())),
        application,
        registry);
  }

  static String expiry(Application application, ClientSecret secret, Registry registry) {
    return message(
        "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY",
        """
        "applicationOAuthClientSecretExpiry":{"clientId":"%s","clientSecretExpiryTime":"%s",\
        "clientSecretExpiryReason":"PERIODIC_ROTATION"}"""
            .formatted(application.clientId(), MILLIS.format(secret.expiresAt())),
        application,
        registry);
  }

  private static String message(
      String type, String payload, Application application, Registry registry) {
    return """
    {"notificationVersion":"1.0","notificationType":"%s","payloadVersion":"2023-11-30",\
    "eventTime":"%s","payload":{%s},"notificationMetadata":{"applicationId":"%s",\
    "subscriptionId":"subscription-EXAMPLE","publishTime":"%s","notificationId":"%s"}}"""
        .formatted(
            type,
            MILLIS.format(registry.now()),
            payload,
            application.applicationId(),
            MILLIS.format(registry.now()),
            registry.unique("notification-"));
  }
}
