package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run of the rotation came to, whoever ran it, as the function names it; the reason is empty
 * if there is none, and the moment goes with the outcome.
 */
record RotationAnswer(String outcome, String reason, Optional<Instant> at) {
  /** Of the use case, which was run here. */
  static RotationAnswer of(RotateOutcome outcome) {
    RotateReport report = RotateReport.of(outcome);
    return new RotationAnswer(report.outcome(), report.reason(), report.at());
  }

  /** Of the function, as it answers. */
  static RotationAnswer of(JsonNode json) {
    Optional<Instant> at = Optional.empty();
    try {
      at = Optional.of(Instant.parse(json.path("at").asText("")));
    } catch (DateTimeException _) {
      // It tells none.
    }
    return new RotationAnswer(
        json.path("outcome").asText("unknown"), json.path("reason").asText(""), at);
  }

  /** Whether a new secret is on its way. */
  boolean isUnderWay() {
    return outcome.equals("Requested") || outcome.equals("Unanswered");
  }

  /** A sentence for a person. */
  String sentence() {
    String when = at.map(Instant::toString).orElse("an unknown time");
    String all =
        switch (outcome) {
          case "Requested" -> "Amazon accepted the request for a new secret";
          case "Unanswered" ->
              "The request for a new secret was sent and got no answer, so it counts as accepted: "
                  + reason;
          case "NotDue" ->
              "Nothing was requested: the secret is young, and due for rotation from " + when;
          case "InFlight" ->
              "Nothing was requested: a new secret was already requested at %s and has not arrived yet; a second request could lose it"
                  .formatted(when);
          case "InGrace" ->
              "Nothing was requested: the last rotation is not over before "
                  + when
                  + (reason.isEmpty() ? "" : "; " + reason);
          case "Expired" ->
              "Nothing was requested: SP-API has refused the secret since %s, so it cannot rotate itself; rotate it in the Developer Console and run ./lwa put --client-secret"
                  .formatted(when);
          case "Refused" -> "Amazon refused the request, and nothing was rotated: " + reason;
          case "Blocked" -> "Nothing was requested, because a person must act first: " + reason;
          case "Postponed" -> "Nothing was requested: " + reason + "; try again";
          default -> outcome + (reason.isEmpty() ? "" : ": " + reason);
        };
    return all.endsWith(".") ? all : all + ".";
  }
}
