package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchApplication;
import io.lwarotation.core.watch.WatchFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of the watch as a line of JSON, with its metrics, and as the function's answer. A metric of
 * what could not be seen is left out: the alarms take a missing one for a bad one.
 */
record WatchLog(JsonLines lines, String app) {
  WatchLog(PrintStream out, String app) {
    this(new JsonLines(out), app);
  }

  void write(String requestId, WatchApplication.Result result) {
    lines.write(
        json -> {
          json.writeStringField("level", result.problems().isEmpty() ? "INFO" : "ERROR");
          json.writeStringField("event", "Watch");
          json.writeStringField("app", app);
          json.writeStringField("requestId", requestId);
          json.writeStringField("outcome", outcome(result));
          writeDetails(json, result);
          Metrics.write(json, app, result.now().toEpochMilli(), metrics(result));
        });
  }

  /** The function's answer. */
  static String answer(WatchApplication.Result result) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("status", outcome(result));
          writeDetails(json, result);
        });
  }

  private static String outcome(WatchApplication.Result result) {
    return result.problems().isEmpty() ? "ok" : "incomplete";
  }

  private static void writeDetails(JsonGenerator json, WatchApplication.Result result)
      throws IOException {
    if (result.facts().secret().isPresent()) {
      SecretExpiry expiry = result.facts().secret().get().expiry();
      json.writeNumberField("daysLeft", expiry.daysLeft(result.now()));
      json.writeStringField("expiresAt", expiry.expiresAt().toString());
    }
    writeTexts(json, "notices", result.told().stream().map(NoticeKind::name).toList());
    if (!result.problems().isEmpty()) {
      writeTexts(json, "problems", result.problems());
    }
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** What alarms and the dashboard stand on. */
  static Map<String, Long> metrics(WatchApplication.Result result) {
    WatchFacts facts = result.facts();
    Instant now = result.now();
    Map<String, Long> values = new LinkedHashMap<>();
    facts.secret().ifPresent(secret -> putDates(values, secret, now));
    facts
        .subscriptions()
        .ifPresent(
            subscriptions -> {
              values.put("ConfirmedSubscriptions", subscriptions.confirmed());
              values.put("PendingSubscriptions", subscriptions.pending());
              values.put("GoneSubscriptions", subscriptions.gone());
            });
    facts
        .calls()
        .flatMap(calls -> calls.lastGood())
        .ifPresent(
            at ->
                values.put(
                    "HoursSinceLastGoodCall", Math.max(0, Duration.between(at, now).toHours())));
    values.put(
        "DeadLetters", facts.deadLetters().values().stream().mapToLong(Long::longValue).sum());
    values.put("WatchRuns", 1L);
    return values;
  }

  private static void putDates(Map<String, Long> values, SecretDates secret, Instant now) {
    values.put("DaysUntilSecretExpires", secret.expiry().daysLeft(now));
    values.put("SecretAgeDays", secret.ageDays());
    values.put(
        "HoursSinceRotationRequested",
        secret
            .requestedAt()
            .map(at -> Math.max(0, Duration.between(at, now).toHours()))
            .orElse(0L));
  }
}
