package io.lwarotation.adapter;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rotation record as JSON, as it lies in its parameter:
 *
 * <pre>
 * {"format":1,"secretVersion":7,"rotatedAt":"2026-06-10T22:09:17.456Z","expiresAt":"2026-12-07T22:09:17.198Z"}
 * </pre>
 *
 * Fields that are not known, a later {@code format} included, are passed over when it is read.
 */
public final class RotationRecordJson {
  /** A Standard parameter holds no more. */
  public static final int MAX_BYTES = 4096;

  private static final int FORMAT = 1;
  private static final int MAX_ID_LENGTH = 256;

  // The years 2000 to 9999, in seconds: a parser of dates would cost each cold start some classes.
  private static final Instant EARLIEST = Instant.ofEpochSecond(946_684_800L);
  private static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);

  private RotationRecordJson() {}

  /**
   * Reads a parameter's value: the placeholder is no record, and a value that cannot be understood
   * is a broken one, never an exception.
   */
  public static StoredRecord read(String value) {
    return read(value, OptionalLong.empty());
  }

  /**
   * The same for who sees the newest version alone. An entry that says which version it follows,
   * and follows another than the one before it, does not count: it lost a race, or a person edited
   * it and kept that field.
   *
   * @param version of the parameter
   */
  public static StoredRecord readNewest(String value, long version) {
    return read(value, OptionalLong.of(version - 1));
  }

  private static StoredRecord read(String value, OptionalLong before) {
    if (value.strip().equals(ParameterNames.PLACEHOLDER)) {
      return new StoredRecord.Absent();
    }
    try {
      Json json = JsonReader.read(value, MAX_BYTES);
      RotationRecord record = record(json);
      if (before.isPresent()
          && json.get("follows") != Json.Literal.NULL
          && !json.whole("follows").equals(before)) {
        throw new BrokenException(
            "its field follows does not name the version before it, "
                + before.getAsLong()
                + ": it was edited by hand with that field kept, or it lost a race");
      }
      return new StoredRecord.Present(record);
    } catch (NotJsonException e) {
      return new StoredRecord.Broken("it " + e.reason());
    } catch (BrokenException e) {
      return new StoredRecord.Broken(String.valueOf(e.getMessage()));
    }
  }

  private static RotationRecord record(Json json) throws BrokenException {
    if (!(json instanceof Json.Fields)) {
      throw new BrokenException("it is not a JSON object");
    }
    OptionalLong version = json.whole("secretVersion");
    if (version.isEmpty() || version.getAsLong() < 1) {
      throw new BrokenException("its secretVersion is not a whole number of 1 or more");
    }
    Instant expiresAt = instant(json, "expiresAt");
    if (expiresAt == null) {
      throw new BrokenException("it has no expiresAt");
    }
    return new RotationRecord(
        version.getAsLong(),
        instant(json, "rotatedAt"),
        expiresAt,
        instant(json, "oldSecretExpiresAt"),
        instant(json, "requestedAt"),
        notificationId(json));
  }

  /**
   * A field that is a date and time.
   *
   * @return {@code null} if it is not there
   * @throws BrokenException if it is another value
   */
  public static @Nullable Instant instant(Json json, String name) throws BrokenException {
    return instantOf(json.get(name), name);
  }

  /** The same for a value that was found. */
  public static @Nullable Instant instantOf(Json field, String name) throws BrokenException {
    if (field == Json.Literal.NULL) {
      return null;
    }
    Instant instant;
    try {
      // With any offset; one without an offset is refused, for nobody knows what it means.
      String text = field.asText().orElse("");
      instant = Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
    } catch (DateTimeException _) {
      throw new BrokenException("its " + name + " is not a date and time with an offset");
    }
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new BrokenException("its " + name + " is not of this age");
    }
    return instant;
  }

  private static @Nullable String notificationId(Json json) throws BrokenException {
    Json field = json.get("notificationId");
    if (field == Json.Literal.NULL) {
      return null;
    }
    String id = field.asText().orElse("");
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH || id.chars().anyMatch(c -> c < ' ')) {
      throw new BrokenException("its notificationId is not a short text");
    }
    return id;
  }

  /** The canonical form: fields in a fixed order, without those that are not known, on one line. */
  public static String write(RotationRecord record) {
    return fields(record).text();
  }

  /** The fields of a record, to which a writer may add its own. */
  public static JsonObject fields(RotationRecord record) {
    return new JsonObject()
        .put("format", FORMAT)
        .put("secretVersion", record.secretVersion())
        .put("rotatedAt", record.rotatedAt())
        .put("expiresAt", record.expiresAt())
        .put("oldSecretExpiresAt", record.oldSecretExpiresAt())
        .put("requestedAt", record.requestedAt())
        .put("notificationId", record.notificationId());
  }

  /** Why a value is no record, or a message of no use, without its content. */
  public static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    public BrokenException(String reason) {
      super(reason);
    }
  }
}
