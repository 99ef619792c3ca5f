package io.lwarotation.adapter.aws;

import static io.lwarotation.adapter.RotationRecordJson.instant;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.adapter.RotationRecordJson.BrokenException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RecordNotes.Back;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * A version of the rotation record with what its writers tell each other: the record's own fields
 * and {@code follows} with the {@link RecordNotes}. A record that a person's tool wrote has none of
 * those.
 */
final class RecordEntryJson {
  private RecordEntryJson() {}

  /** The newest version; where there is no parameter, one without a record. */
  static RecordEntry newest(Optional<Parameter> parameter) {
    return parameter
        .map(RecordEntryJson::read)
        .orElseGet(() -> entry(0, Instant.EPOCH, new StoredRecord.Absent()));
  }

  static RecordEntry read(Parameter parameter) {
    return read(parameter.version(), parameter.lastModifiedDate(), parameter.value());
  }

  /** A value that cannot be understood, in whichever part, is a broken record. */
  static RecordEntry read(long version, Instant writtenAt, String value) {
    StoredRecord record = RotationRecordJson.read(value);
    if (record instanceof StoredRecord.Present) {
      try {
        Json json = JsonReader.read(value, RotationRecordJson.MAX_BYTES);
        return new RecordEntry(
            version,
            writtenAt,
            record,
            version(json, "follows"),
            new RecordNotes(
                claim(json), instant(json, "noticedAt"), amazon(json), instant(json, "endTold")));
      } catch (NotJsonException | BrokenException e) {
        record = new StoredRecord.Broken(String.valueOf(e.getMessage()));
      }
    }
    return entry(version, writtenAt, record);
  }

  private static RecordEntry entry(long version, Instant writtenAt, StoredRecord record) {
    return new RecordEntry(version, writtenAt, record, null, RecordNotes.NONE);
  }

  private static @Nullable Long version(Json json, String name) throws BrokenException {
    if (json.get(name) == Json.Literal.NULL) {
      return null;
    }
    OptionalLong version = json.whole(name);
    if (version.isEmpty() || version.getAsLong() < 0) {
      throw new BrokenException("its " + name + " is not a version");
    }
    return version.getAsLong();
  }

  private static @Nullable Claim claim(Json json) throws BrokenException {
    Instant until = instant(json, "storingUntil");
    return until == null
        ? null
        : new Claim(
            until,
            version(json, "storingOver"),
            instant(json, "storingMadeAt"),
            json.text("storingOf").orElse(null),
            back(json));
  }

  private static @Nullable Back back(Json json) throws BrokenException {
    Long over = version(json, "puttingBackOver");
    String of = json.text("puttingBackOf").orElse(null);
    return over == null || of == null ? null : new Back(over, of);
  }

  private static @Nullable AmazonDates amazon(Json json) throws BrokenException {
    Instant rotatedAt = instant(json, "amazonRotatedAt");
    Instant expiresAt = instant(json, "amazonExpiresAt");
    return rotatedAt == null || expiresAt == null ? null : new AmazonDates(rotatedAt, expiresAt);
  }

  static String write(RecordDraft draft) {
    JsonObject json = RotationRecordJson.fields(draft.record()).put("follows", draft.follows());
    Claim claim = draft.notes().claim();
    if (claim != null) {
      json.put("storingUntil", claim.until())
          .put("storingOver", claim.over())
          .put("storingMadeAt", claim.madeAt())
          .put("storingOf", claim.of());
      Back back = claim.back();
      if (back != null) {
        json.put("puttingBackOver", back.over()).put("puttingBackOf", back.of());
      }
    }
    json.put("noticedAt", draft.notes().noticedAt());
    AmazonDates amazon = draft.notes().amazon();
    if (amazon != null) {
      json.put("amazonRotatedAt", amazon.rotatedAt()).put("amazonExpiresAt", amazon.expiresAt());
    }
    return json.put("endTold", draft.notes().endTold()).text();
  }
}
