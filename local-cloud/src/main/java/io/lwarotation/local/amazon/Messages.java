package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
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
    ObjectNode message = head("APPLICATION_OAUTH_CLIENT_NEW_SECRET", registry.now());
    Instant end = replaced.endsAtLwa() == null ? registry.now() : replaced.endsAtLwa();
    message
        .putObject("payload")
        .putObject("applicationOAuthClientNewSecret")
        .put("clientId", application.clientId())
        .put("newClientSecret", made.value())
        .put("newClientSecretExpiryTime", MILLIS.format(made.expiresAt()))
        .put("oldClientSecretExpiryTime", MILLIS.format(end));
    return withMetadata(message, application, registry);
  }

  static String expiry(Application application, ClientSecret secret, Registry registry) {
    ObjectNode message = head("APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", registry.now());
    message
        .putObject("payload")
        .putObject("applicationOAuthClientSecretExpiry")
        .put("clientId", application.clientId())
        .put("clientSecretExpiryTime", MILLIS.format(secret.expiresAt()))
        .put("clientSecretExpiryReason", "PERIODIC_ROTATION");
    return withMetadata(message, application, registry);
  }

  private static ObjectNode head(String type, Instant now) {
    return AmazonReplies.JSON
        .createObjectNode()
        .put("notificationVersion", "1.0")
        .put("notificationType", type)
        .put("payloadVersion", "2023-11-30")
        .put("eventTime", MILLIS.format(now));
  }

  private static String withMetadata(
      ObjectNode message, Application application, Registry registry) {
    message
        .putObject("notificationMetadata")
        .put("applicationId", application.applicationId())
        .put("subscriptionId", "subscription-EXAMPLE")
        .put("publishTime", MILLIS.format(registry.now()))
        .put("notificationId", registry.unique("notification-"));
    return message.toString();
  }
}
