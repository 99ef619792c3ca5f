package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.CallHistory;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemory;
import io.lwarotation.core.watch.WatchMemory.LastNotice;
import io.lwarotation.core.watch.WatchMemory.Sight;
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
          date(json, "tellingUntil").orElse(null));
    } catch (NotJsonException | DateTimeException _) {
      // The placeholder, or what a person wrote.
      return new MemoryEntry(version, WatchMemory.EMPTY, null, null);
    }
  }

  private static WatchMemory memory(Json json) {
    Map<NoticeKind, LastNotice> told = new EnumMap<>(NoticeKind.class);
    Map<NoticeKind, Instant> since = new EnumMap<>(NoticeKind.class);
    for (NoticeKind kind : NoticeKind.values()) {
      Json notice = json.get("told").get(kind.name());
      notice
          .text("on")
          .map(LocalDate::parse)
          .ifPresent(on -> told.put(kind, new LastNotice(on, notice.text("once").orElse(""))));
      date(json.get("since"), kind.name()).ifPresent(at -> since.put(kind, at));
    }
    Json calls = json.get("calls");
    return new WatchMemory(
        told,
        since,
        new CallHistory(date(calls, "first"), date(calls, "last"), date(calls, "lastGood")),
        sight(json.get("sight")));
  }

  private static Optional<Sight> sight(Json json) {
    Optional<String> schedule = json.text("schedule");
    Optional<Instant> since = date(json, "since");
    Optional<Instant> at = date(json, "at");
    return schedule.isPresent() && since.isPresent() && at.isPresent()
        ? Optional.of(new Sight(schedule.get(), since.get(), at.get()))
        : Optional.empty();
  }

  private static Optional<Instant> date(Json json, String name) {
    return json.text(name).map(Instant::parse);
  }

  static String write(WatchMemory memory, long follows, @Nullable Instant tellingUntil) {
    JsonObject told = new JsonObject();
    memory
        .told()
        .forEach(
            (kind, last) ->
                told.put(
                    kind.name(), new JsonObject().put("on", last.on()).put("once", last.once())));
    JsonObject since = new JsonObject();
    memory.since().forEach((kind, at) -> since.put(kind.name(), at));
    CallHistory calls = memory.calls();
    return new JsonObject()
        .put("format", FORMAT)
        .put("follows", follows)
        .put("tellingUntil", tellingUntil)
        .put("told", told)
        .put("since", since)
        .put(
            "calls",
            new JsonObject()
                .put("first", calls.first())
                .put("last", calls.last())
                .put("lastGood", calls.lastGood()))
        .put(
            "sight",
            memory
                .sight()
                .map(
                    sight ->
                        new JsonObject()
                            .put("schedule", sight.schedule())
                            .put("since", sight.since())
                            .put("at", sight.at())))
        .text();
  }
}
