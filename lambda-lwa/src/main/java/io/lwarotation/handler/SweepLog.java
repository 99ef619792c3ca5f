package io.lwarotation.handler;

import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import io.lwarotation.core.sweep.SweepReport;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of JSON for each authorization that does not work, and one for the sweep. */
record SweepLog(JsonLines lines, String app) implements SweepReport {
  SweepLog(PrintStream out, String app) {
    this(new JsonLines(out), app);
  }

  @Override
  public void failed(Authorization authorization, DiagnosedException failure) {
    write("WARN", failure.diagnosis().label(), authorization.toString(), failure.remedy());
  }

  @Override
  public void skipped(String parameter) {
    write("WARN", "Skipped", "", parameter + " is not an authorization; it is left alone");
  }

  @Override
  public void slowed(int atOnce) {
    write(
        "WARN",
        "Slowed",
        "",
        "Login with Amazon answered 429: fewer are tried at once, down to " + atOnce);
  }

  private void write(String level, String outcome, String authorization, String reason) {
    lines.write(
        json -> {
          json.writeStringField("level", level);
          json.writeStringField("event", "Sweep");
          json.writeStringField("app", app);
          json.writeStringField("outcome", outcome);
          if (!authorization.isEmpty()) {
            json.writeStringField("authorization", authorization);
          }
          json.writeStringField("reason", reason);
        });
  }

  /** How a run ended, with metrics where all were tried: counts, no names. */
  void ended(String requestId, Result result, long millis) {
    lines.write(
        json -> {
          json.writeStringField("level", result instanceof Result.ClientFails ? "ERROR" : "INFO");
          json.writeStringField("event", "Sweep");
          json.writeStringField("app", app);
          json.writeStringField("requestId", requestId);
          switch (result) {
            case Result.ClientFails(DiagnosedException failure) -> {
              json.writeStringField("outcome", "NotTried");
              json.writeStringField("reason", String.valueOf(failure.getMessage()));
            }
            case Result.GoesOn goesOn -> {
              json.writeStringField("outcome", "GoesOn");
              json.writeNumberField("tried", goesOn.tried());
              json.writeNumberField("of", goesOn.of());
            }
            case Result.Done done -> {
              json.writeStringField("outcome", "Done");
              json.writeBooleanField("digest", done.told());
              json.writeNumberField("fewestAtOnce", done.lowest());
              Metrics.write(json, app, millis, metrics(done));
            }
          }
        });
  }

  /** The function's answer. */
  static String answer(Result result) {
    return JsonWriter.object(
        json -> {
          switch (result) {
            case Result.ClientFails(DiagnosedException failure) -> {
              json.writeStringField("status", "not tried");
              json.writeStringField("reason", String.valueOf(failure.getMessage()));
            }
            case Result.GoesOn goesOn -> {
              json.writeStringField("status", "goes on");
              json.writeNumberField("tried", goesOn.tried());
              json.writeNumberField("authorizations", goesOn.of());
            }
            case Result.Done done -> {
              json.writeStringField("status", "ok");
              json.writeNumberField("authorizations", done.total());
              json.writeObjectFieldStart("outcomes");
              for (Map.Entry<String, Long> count : done.counts().entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
              }
              json.writeEndObject();
              json.writeNumberField("due", done.due());
              json.writeBooleanField("digest", done.told());
            }
          }
        });
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
