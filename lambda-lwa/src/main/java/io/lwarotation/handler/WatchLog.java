package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchApplication;
import io.lwarotation.core.watch.WatchFacts;
import io.lwarotation.handler.JsonLines.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run of the watch as a line of JSON, with its metrics, and as the function's answer. A metric of
 * what could not be seen is left out: the alarms take a missing one for a bad one.
 */
final class WatchLog {
  private WatchLog() {}

  static void write(JsonLines lines, String requestId, WatchApplication.Result result) {
    JsonObject line =
        lines
            .line(result.problems().isEmpty() ? Level.INFO : Level.ERROR, requestId)
            .put("outcome", outcome(result));
    lines.write(
        Metrics.add(
            details(line, result), lines.app(), result.now().toEpochMilli(), metrics(result)));
  }

  /** The function's answer. */
  static String answer(WatchApplication.Result result) {
    return details(new JsonObject().put("status", outcome(result)), result).text();
  }

  private static String outcome(WatchApplication.Result result) {
    return result.problems().isEmpty() ? "ok" : "incomplete";
  }

  private static JsonObject details(JsonObject json, WatchApplication.Result result) {
    result
        .facts()
        .secret()
        .map(SecretDates::expiry)
        .ifPresent(
            expiry ->
                json.put("daysLeft", expiry.daysLeft(result.now()))
                    .put("expiresAt", expiry.expiresAt()));
    return json.put("notices", result.told().stream().map(NoticeKind::name).toList())
        .put("problems", result.problems().isEmpty() ? null : result.problems());
  }

  /** What alarms and the dashboard stand on. */
  private static Map<String, Long> metrics(WatchApplication.Result result) {
    WatchFacts facts = result.facts();
    Instant now = result.now();
    Map<String, Long> values = new LinkedHashMap<>();
    facts
        .secret()
        .ifPresent(
            secret -> {
              values.put("DaysUntilSecretExpires", secret.expiry().daysLeft(now));
              values.put("SecretAgeDays", secret.ageDays());
              values.put(
                  "HoursSinceRotationRequested",
                  secret.requestedAt().map(at -> hoursSince(at, now)).orElse(0L));
            });
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
        .ifPresent(at -> values.put("HoursSinceLastGoodCall", hoursSince(at, now)));
    values.put(
        "DeadLetters", facts.deadLetters().values().stream().mapToLong(Long::longValue).sum());
    values.put("WatchRuns", 1L);
    return values;
  }

  private static long hoursSince(Instant at, Instant now) {
    return Math.max(0, Duration.between(at, now).toHours());
  }
}
