package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import io.lwarotation.core.sweep.SweepReport;
import io.lwarotation.handler.JsonLines.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of JSON for each authorization that does not work, and one for the sweep. */
record SweepLog(JsonLines lines) implements SweepReport {
  @Override
  public void failed(Authorization authorization, DiagnosedException failure) {
    warn(failure.diagnosis().label(), authorization, failure.remedy());
  }

  @Override
  public void skipped(String parameter) {
    warn("Skipped", null, parameter + " is not an authorization; it is left alone");
  }

  @Override
  public void slowed(int atOnce) {
    warn(
        "Slowed",
        null,
        "Login with Amazon answered 429: fewer are tried at once, down to " + atOnce);
  }

  private void warn(String outcome, @Nullable Authorization authorization, String reason) {
    lines.write(
        lines
            .line(Level.WARN, null)
            .put("outcome", outcome)
            .put("authorization", authorization)
            .put("reason", reason));
  }

  /** How a run ended, with metrics where all were tried: counts, no names. */
  void ended(String requestId, Result result, long millis) {
    JsonObject line =
        lines.line(result instanceof Result.ClientFails ? Level.ERROR : Level.INFO, requestId);
    lines.write(
        switch (result) {
          case Result.ClientFails(DiagnosedException failure) ->
              line.put("outcome", "NotTried").put("reason", failure.getMessage());
          case Result.GoesOn goesOn ->
              line.put("outcome", "GoesOn").put("tried", goesOn.tried()).put("of", goesOn.of());
          case Result.Done done ->
              Metrics.add(
                  line.put("outcome", "Done")
                      .put("digest", done.told())
                      .put("fewestAtOnce", done.lowest()),
                  lines.app(),
                  millis,
                  metrics(done));
        });
  }

  /** The function's answer. */
  static String answer(Result result) {
    JsonObject json = new JsonObject();
    switch (result) {
      case Result.ClientFails(DiagnosedException failure) ->
          json.put("status", "not tried").put("reason", failure.getMessage());
      case Result.GoesOn goesOn ->
          json.put("status", "goes on")
              .put("tried", goesOn.tried())
              .put("authorizations", goesOn.of());
      case Result.Done done ->
          json.put("status", "ok")
              .put("authorizations", done.total())
              .put("outcomes", new JsonObject().putAll(done.counts()))
              .put("due", done.due())
              .put("digest", done.told());
    }
    return json.text();
  }

  private static Map<String, Long> metrics(Result.Done done) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("Authorizations", done.total());
    values.put("AuthorizationsOk", done.counts().getOrDefault("ok", 0L));
    for (Diagnosis diagnosis : Diagnosis.values()) {
      values.put(
          "Authorizations" + diagnosis.label(), done.counts().getOrDefault(diagnosis.label(), 0L));
    }
    values.put("AuthorizationsDue", done.due());
    values.put("SweepRuns", 1L);
    return values;
  }
}
