package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.adapter.RotationRecordJson.BrokenException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's two messages about a client secret, as they lie in a queue. Fields that are not known
 * are passed over, and the envelope's names may begin with a capital letter. A message may be the
 * only copy of a secret: a date that cannot be read is the same as one that is not there, and only
 * what cannot be done without makes a message unusable.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/notification-type-values">SP-API:
 *     notification types</a>
 */
public final class NewSecretMessageJson {
  /** What SQS has long taken at most; Amazon's messages have less than 1 KB. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_SECRET_LENGTH = 4096;

  private NewSecretMessageJson() {}

  /** What came. */
  public sealed interface Received {
    /** A new secret. */
    record NewSecret(NewSecretMessage message) implements Received {}

    /** The end of a secret comes near. */
    record Expiry(SecretExpiryMessage message) implements Received {}

    /** Neither; the reason is the end of a sentence, without content of the message. */
    record Unusable(String reason) implements Received {}
  }

  /** Reads a message's body; never fails. */
  public static Received read(String body) {
    try {
      Json message = JsonReader.read(body, MAX_BYTES);
      return switch (message.getSpelled("notificationType").asText().orElse("")) {
        case "APPLICATION_OAUTH_CLIENT_NEW_SECRET" -> new Received.NewSecret(newSecret(message));
        case "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY" -> new Received.Expiry(expiry(message));
        case "" -> new Received.Unusable("it has no notificationType");
        default -> new Received.Unusable("its notificationType is not one that is known here");
      };
    } catch (NotJsonException e) {
      return new Received.Unusable("it " + e.reason());
    } catch (BrokenException e) {
      return new Received.Unusable(String.valueOf(e.getMessage()));
    }
  }

  private static NewSecretMessage newSecret(Json message) throws BrokenException {
    Json content = payload(message, "applicationOAuthClientNewSecret");
    Optional<Instant> eventTime = eventTime(message);
    Instant expiresAt =
        instant(content.get("newClientSecretExpiryTime"))
            .or(
                () ->
                    eventTime
                        .or(() -> publishTime(message))
                        .map(made -> made.plus(SecretExpiry.LIFETIME)))
            .orElseThrow(
                () ->
                    new BrokenException(
                        "it has neither newClientSecretExpiryTime, eventTime nor publishTime"));
    return new NewSecretMessage(
        text(content, "clientId", ClientId::new),
        text(content, "newClientSecret", NewSecretMessageJson::secret),
        expiresAt,
        instant(content.get("oldClientSecretExpiryTime")).orElse(null),
        // One that says that the secret was made after its end says nothing.
        eventTime.filter(expiresAt::isAfter).orElse(null),
        notificationId(message));
  }

  private static SecretExpiryMessage expiry(Json message) throws BrokenException {
    Json content = payload(message, "applicationOAuthClientSecretExpiry");
    return new SecretExpiryMessage(
        text(content, "clientId", ClientId::new),
        instant(content.get("clientSecretExpiryTime"))
            .orElseThrow(
                () -> new BrokenException("it has no clientSecretExpiryTime that can be read")),
        content.text("clientSecretExpiryReason").orElse(""),
        eventTime(message).or(() -> publishTime(message)).orElse(null));
  }

  private static Json payload(Json message, String name) throws BrokenException {
    Json content = message.getSpelled("payload").get(name);
    if (!(content instanceof Json.Fields)) {
      throw new BrokenException("it has no payload." + name);
    }
    return content;
  }

  private static Optional<Instant> eventTime(Json message) {
    return instant(message.getSpelled("eventTime"));
  }

  private static Optional<Instant> publishTime(Json message) {
    return instant(message.getSpelled("notificationMetadata").get("publishTime"));
  }

  private static <T> T text(Json content, String name, Function<String, T> type)
      throws BrokenException {
    String text =
        content
            .text(name)
            .orElseThrow(
                () -> new BrokenException("it has no " + name + ", or one that is not a text"));
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BrokenException("its " + name + " " + e.getMessage());
    }
  }

  /** A secret that Parameter Store can hold and that is nobody's placeholder. */
  private static Secret secret(String text) {
    if (text.length() > MAX_SECRET_LENGTH) {
      throw new IllegalArgumentException("is longer than " + MAX_SECRET_LENGTH + " characters");
    }
    if (text.contains("{{")) {
      throw new IllegalArgumentException("holds {{, which Parameter Store does not store");
    }
    if (text.equals(ParameterNames.PLACEHOLDER)) {
      throw new IllegalArgumentException("is the placeholder of an empty parameter");
    }
    return Secret.of(text);
  }

  /** A date that cannot be read is none. */
  private static Optional<Instant> instant(Json given) {
    try {
      return Optional.ofNullable(RotationRecordJson.instantOf(given, ""));
    } catch (BrokenException _) {
      return Optional.empty();
    }
  }

  /** For people who ask Amazon about the message: one that is no plain id is left out. */
  private static @Nullable String notificationId(Json message) {
    return message
        .getSpelled("notificationMetadata")
        .text("notificationId")
        .filter(id -> id.matches("[A-Za-z0-9._:-]{1,256}"))
        .orElse(null);
  }
}
