package io.lwarotation.adapter.sdk;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.NewSecretMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's two messages about a client secret, as they lie in a queue. Fields that are not known
 * are passed over, and the envelope's names may begin with a capital letter; what is used must be
 * as Amazon documents it, or the message is unusable.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/notification-type-values">SP-API:
 *     notification types</a>
 */
public final class NewSecretMessageJson {
  /** What SQS has long taken at most; Amazon's messages have less than 1 KB. */
  private static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_SECRET_LENGTH = 4096;
  private static final int MAX_ID_LENGTH = 256;

  private NewSecretMessageJson() {}

  /** What came. */
  public sealed interface Received {
    /** A new secret. */
    record NewSecret(NewSecretMessage message) implements Received {}

    /** A hint that a secret will expire; whatever it says, the age is looked at. */
    record Expiry() implements Received {}

    /**
     * Neither.
     *
     * @param reason a sentence without content of the message
     */
    record Unusable(String reason) implements Received {}
  }

  /** Reads a message's body; never fails. */
  public static Received read(String body) {
    try {
      return received(JsonReader.read(body, MAX_BYTES));
    } catch (NotJsonException e) {
      return new Received.Unusable("it " + e.reason());
    } catch (UnusableException e) {
      return new Received.Unusable(String.valueOf(e.getMessage()));
    }
  }

  private static Received received(Json message) throws UnusableException {
    if (!(message instanceof Json.Fields)) {
      throw new UnusableException("it is not a JSON object");
    }
    String type =
        field(message, "notificationType")
            .flatMap(Json::asText)
            .orElseThrow(() -> new UnusableException("it has no notificationType"));
    return switch (type) {
      case "APPLICATION_OAUTH_CLIENT_NEW_SECRET" -> new Received.NewSecret(newSecret(message));
      case "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY" -> new Received.Expiry();
      default -> throw new UnusableException("its notificationType is not one that is known here");
    };
  }

  private static NewSecretMessage newSecret(Json message) throws UnusableException {
    Json content =
        field(message, "payload").orElse(Json.Literal.NULL) instanceof Json.Fields payload
            ? payload.field("applicationOAuthClientNewSecret").orElse(Json.Literal.NULL)
            : Json.Literal.NULL;
    if (!(content instanceof Json.Fields)) {
      throw new UnusableException("it has no payload.applicationOAuthClientNewSecret");
    }
    Instant expiresAt =
        instant(content.field("newClientSecretExpiryTime"), "newClientSecretExpiryTime");
    if (expiresAt == null) {
      throw new UnusableException("it has no newClientSecretExpiryTime");
    }
    Instant eventTime = instant(field(message, "eventTime"), "eventTime");
    if (eventTime != null && !eventTime.isBefore(expiresAt)) {
      throw new UnusableException("its secret expires before its eventTime");
    }
    return new NewSecretMessage(
        text(content, "clientId", ClientId::new),
        text(content, "newClientSecret", NewSecretMessageJson::secret),
        expiresAt,
        instant(content.field("oldClientSecretExpiryTime"), "oldClientSecretExpiryTime"),
        eventTime,
        notificationId(message));
  }

  private static <T> T text(Json content, String name, Function<String, T> type)
      throws UnusableException {
    Optional<String> text = content.text(name);
    if (text.isEmpty()) {
      throw new UnusableException("it has no " + name + ", or one that is not a text");
    }
    try {
      return type.apply(text.get());
    } catch (IllegalArgumentException e) {
      throw new UnusableException("its " + name + " " + e.getMessage());
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

  private static @Nullable Instant instant(Optional<Json> given, String name)
      throws UnusableException {
    try {
      return RotationRecordJson.instant(given, name);
    } catch (RotationRecordJson.BrokenException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  /** For people who ask Amazon about the message: one that is no plain id is left out. */
  private static @Nullable String notificationId(Json message) throws UnusableException {
    return field(message, "notificationMetadata")
        .flatMap(metadata -> metadata.text("notificationId"))
        .filter(id -> id.length() <= MAX_ID_LENGTH && id.matches("[A-Za-z0-9._:-]+"))
        .orElse(null);
  }

  /** A field of the envelope, which Amazon spells with a small or a capital first letter. */
  private static Optional<Json> field(Json message, String name) throws UnusableException {
    if (!(message instanceof Json.Fields(Map<String, Json> fields))) {
      return Optional.empty();
    }
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    if (fields.containsKey(name) && fields.containsKey(capital)) {
      throw new UnusableException("it has both " + name + " and " + capital);
    }
    return Optional.ofNullable(fields.get(name)).or(() -> Optional.ofNullable(fields.get(capital)));
  }

  /** Why a message is unusable, without its content. */
  private static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String reason) {
      super(reason);
    }
  }
}
