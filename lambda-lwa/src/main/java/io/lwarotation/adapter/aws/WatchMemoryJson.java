package io.lwarotation.adapter.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.CallHistory;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemory;
import io.lwarotation.core.watch.WatchMemory.LastNotice;
import io.lwarotation.core.watch.WatchMemory.Sight;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The watch's memory as JSON, as it lies in its parameter:
 *
 * <pre>
 * {"format":1,"follows":3,"told":{"DEAD_LETTERS":{"on":"2026-11-01","once":""}},
 *  "since":{"SUBSCRIPTION_PENDING":"2026-10-31T06:00:00Z"},
 *  "calls":{"first":…,"last":…,"lastGood":…},
 *  "sight":{"schedule":"rate(1 day)","since":…,"at":…}}
 * </pre>
 *
 * What cannot be understood is forgotten: people are then told once more.
 */
final class WatchMemoryJson {
  private static final int MAX_BYTES = 4096; // what a Standard parameter holds
  private static final int FORMAT = 1;

  private WatchMemoryJson() {}

  static MemoryEntry read(long version, String value) {
    try {
      Json json = JsonReader.read(value, MAX_BYTES);
      OptionalLong follows = json.whole("follows");
      return new MemoryEntry(
          version,
          memory(json),
          follows.isPresent() ? follows.getAsLong() : null,
          instant(json, "tellingUntil"));
    } catch (NotJsonException | DateTimeException _) {
      // The placeholder, or what a person wrote.
      return new MemoryEntry(version, WatchMemory.EMPTY, null, null);
    }
  }

  private static WatchMemory memory(Json json) {
    Map<NoticeKind, LastNotice> told = new EnumMap<>(NoticeKind.class);
    Map<NoticeKind, Instant> since = new EnumMap<>(NoticeKind.class);
    for (NoticeKind kind : NoticeKind.values()) {
      json.field("told")
          .flatMap(all -> all.field(kind.name()))
          .ifPresent(
              one ->
                  text(one, "on")
                      .ifPresent(
                          on ->
                              told.put(
                                  kind,
                                  new LastNotice(
                                      LocalDate.parse(on), text(one, "once").orElse("")))));
      date(json, "since", kind.name()).ifPresent(at -> since.put(kind, at));
    }
    return new WatchMemory(told, since, calls(json), sight(json));
  }

  private static CallHistory calls(Json json) {
    return new CallHistory(
        date(json, "calls", "first"), date(json, "calls", "last"), date(json, "calls", "lastGood"));
  }

  private static Optional<Sight> sight(Json json) {
    Optional<String> schedule = json.field("sight").flatMap(sight -> text(sight, "schedule"));
    Optional<Instant> since = date(json, "sight", "since");
    Optional<Instant> at = date(json, "sight", "at");
    return schedule.isPresent() && since.isPresent() && at.isPresent()
        ? Optional.of(new Sight(schedule.get(), since.get(), at.get()))
        : Optional.empty();
  }

  private static Optional<Instant> date(Json json, String part, String name) {
    return json.field(part).flatMap(of -> text(of, name)).map(Instant::parse);
  }

  private static @Nullable Instant instant(Json json, String name) {
    return text(json, name).map(Instant::parse).orElse(null);
  }

  private static Optional<String> text(Json json, String name) {
    return json.field(name).flatMap(Json::asText);
  }

  static String write(WatchMemory memory, long follows, @Nullable Instant tellingUntil) {
    return JsonWriter.object(
        json -> {
          json.writeNumberField("format", FORMAT);
          json.writeNumberField("follows", follows);
          RotationRecordJson.write(json, "tellingUntil", tellingUntil);
          json.writeObjectFieldStart("told");
          for (Map.Entry<NoticeKind, LastNotice> told : memory.told().entrySet()) {
            json.writeObjectFieldStart(told.getKey().name());
            json.writeStringField("on", told.getValue().on().toString());
            json.writeStringField("once", told.getValue().once());
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeObjectFieldStart("since");
          for (Map.Entry<NoticeKind, Instant> since : memory.since().entrySet()) {
            RotationRecordJson.write(json, since.getKey().name(), since.getValue());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("calls");
          write(json, "first", memory.calls().first());
          write(json, "last", memory.calls().last());
          write(json, "lastGood", memory.calls().lastGood());
          json.writeEndObject();
          if (memory.sight().isPresent()) {
            Sight sight = memory.sight().get();
            json.writeObjectFieldStart("sight");
            json.writeStringField("schedule", sight.schedule());
            RotationRecordJson.write(json, "since", sight.since());
            RotationRecordJson.write(json, "at", sight.at());
            json.writeEndObject();
          }
        });
  }

  private static void write(JsonGenerator json, String name, Optional<Instant> at)
      throws IOException {
    RotationRecordJson.write(json, name, at.orElse(null));
  }
}
