package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.SweepState;
import io.lwarotation.core.sweep.SweepState.Failing;
import io.lwarotation.core.sweep.SweepState.Going;
import io.lwarotation.core.sweep.SweepState.Unnamed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sweep's state as JSON, as it lies in its parameter: lists of texts, since 4 KB must do.
 *
 * <pre>
 * {"format":1,"finishedAt":…,"toldOn":"2026-11-02","worked":"eu/b",
 *  "failing":["eu/acme Reauthorize 2026-11-02 told"],"unnamed":"12 815","unnamedTold":"12 815",
 *  "startedAt":…,"cursor":"eu/acme","counts":["ok 249","Reauthorize 1"]}
 * </pre>
 *
 * What cannot be understood is forgotten: people are then told once more.
 */
final class SweepStateJson {
  private static final int MAX_BYTES = 4096; // what a Standard parameter holds
  private static final int FORMAT = 1;

  private SweepStateJson() {}

  static SweepState read(String value) {
    try {
      Json json = JsonReader.read(value, MAX_BYTES);
      Map<Authorization, Failing> failing = new TreeMap<>();
      texts(json, "failing").forEach(part -> failing.put(Authorization.of(part[0]), failing(part)));
      return new SweepState(
          json.text("finishedAt").map(Instant::parse),
          going(json),
          failing,
          unnamed(json, "unnamed"),
          unnamed(json, "unnamedTold"),
          json.text("toldOn").map(LocalDate::parse),
          json.text("worked").map(Authorization::of));
    } catch (NotJsonException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException _) {
      return SweepState.EMPTY; // what a person wrote
    }
  }

  private static Failing failing(String[] part) {
    Diagnosis diagnosis =
        Stream.of(Diagnosis.values())
            .filter(one -> one.label().equals(part[1]))
            .findFirst()
            .orElseThrow(IllegalArgumentException::new);
    return new Failing(diagnosis, LocalDate.parse(part[2]), part.length > 3);
  }

  private static Optional<Going> going(Json json) {
    Optional<Instant> startedAt = json.text("startedAt").map(Instant::parse);
    Optional<Authorization> cursor = json.text("cursor").map(Authorization::of);
    if (startedAt.isEmpty() || cursor.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> counts = new TreeMap<>();
    texts(json, "counts").forEach(part -> counts.put(part[0], Long.valueOf(part[1])));
    return Optional.of(new Going(startedAt.get(), cursor.get(), counts));
  }

  private static Unnamed unnamed(Json json, String name) {
    return json.text(name)
        .map(text -> text.split(" ", 2))
        .map(part -> new Unnamed(Long.parseLong(part[0]), Long.parseLong(part[1])))
        .orElse(SweepState.EMPTY.unnamed());
  }

  private static Stream<String[]> texts(Json json, String name) {
    return json.items(name).stream()
        .map(one -> one.asText().orElseThrow(IllegalArgumentException::new).split(" ", 4));
  }

  static String write(SweepState state) {
    JsonObject json =
        new JsonObject()
            .put("format", FORMAT)
            .put("finishedAt", state.finishedAt())
            .put("toldOn", state.toldOn())
            .put("worked", state.worked())
            .put(
                "failing",
                state.failing().entrySet().stream()
                    .map(one -> one.getKey() + " " + text(one.getValue()))
                    .toList())
            .put("unnamed", text(state.unnamed()))
            .put("unnamedTold", text(state.unnamedTold()));
    state
        .going()
        .ifPresent(
            going ->
                json.put("startedAt", going.startedAt())
                    .put("cursor", going.cursor())
                    .put(
                        "counts",
                        going.counts().entrySet().stream()
                            .map(count -> count.getKey() + " " + count.getValue())
                            .toList()));
    return json.text();
  }

  private static String text(Failing failing) {
    return failing.diagnosis().label() + " " + failing.since() + (failing.told() ? " told" : "");
  }

  private static String text(Unnamed unnamed) {
    return unnamed.count() + " " + unnamed.sum();
  }
}
