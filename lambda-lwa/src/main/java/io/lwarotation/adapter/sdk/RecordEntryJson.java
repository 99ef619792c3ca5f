package io.lwarotation.adapter.sdk;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * A version of the rotation record with what its writers tell each other: the record's own fields
 * and {@code follows}, {@code storingUntil}, {@code noticedAt}. A record that a person's tool wrote
 * has none of those three.
 */
final class RecordEntryJson {
  private RecordEntryJson() {}

  /**
   * @param version that was asked for, 0 for the newest
   * @param parameter empty if there is none
   */
  static RecordEntry entry(long version, Optional<Parameter> parameter) {
    return parameter
        .map(found -> read(found.version(), found.lastModifiedDate(), found.value()))
        .orElseGet(() -> entry(version, Instant.EPOCH, new StoredRecord.Absent()));
  }

  /** A value that cannot be understood, in whichever part, is a broken record. */
  static RecordEntry read(long version, Instant writtenAt, String value) {
    StoredRecord record = RotationRecordJson.read(value);
    return switch (record) {
      case StoredRecord.Absent _, StoredRecord.Broken _ -> entry(version, writtenAt, record);
      case StoredRecord.Present present -> {
        try {
          Json json = JsonReader.read(value, RotationRecordJson.MAX_BYTES);
          yield new RecordEntry(
              version,
              writtenAt,
              present,
              follows(json),
              RotationRecordJson.instant(json, "storingUntil"),
              RotationRecordJson.instant(json, "noticedAt"));
        } catch (NotJsonException e) {
          yield entry(version, writtenAt, new StoredRecord.Broken("it " + e.reason()));
        } catch (RotationRecordJson.BrokenException e) {
          yield entry(version, writtenAt, new StoredRecord.Broken(String.valueOf(e.getMessage())));
        }
      }
    };
  }

  private static RecordEntry entry(long version, Instant writtenAt, StoredRecord record) {
    return new RecordEntry(version, writtenAt, record, null, null, null);
  }

  private static @Nullable Long follows(Json json) throws RotationRecordJson.BrokenException {
    if (json.field("follows").orElse(Json.Literal.NULL) == Json.Literal.NULL) {
      return null;
    }
    OptionalLong follows = json.whole("follows");
    if (follows.isEmpty() || follows.getAsLong() < 0) {
      throw new RotationRecordJson.BrokenException("its follows is not a version");
    }
    return follows.getAsLong();
  }

  static String write(RecordDraft draft) {
    StringWriter text = new StringWriter();
    try (var json = RotationRecordJson.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      RotationRecordJson.writeFields(json, draft.record());
      json.writeNumberField("follows", draft.follows());
      RotationRecordJson.write(json, "storingUntil", draft.storingUntil());
      RotationRecordJson.write(json, "noticedAt", draft.noticedAt());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }
}
