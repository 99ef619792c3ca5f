package io.lwarotation.core.rotation;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run of {@link RotateSecret} came to, as the function's log and answer and the command name
 * it.
 *
 * @param reason empty if there is none
 * @param at the moment that goes with the outcome
 */
public record RotateReport(String outcome, String reason, Optional<Instant> at) {
  /** Of an outcome. */
  public static RotateReport of(RotateOutcome outcome) {
    return switch (outcome) {
      case RotateOutcome.Requested(Instant at) -> at("Requested", "", at);
      case RotateOutcome.Unanswered(Instant at, String reason) -> at("Unanswered", reason, at);
      case RotateOutcome.Refused(String reason) -> because("Refused", reason);
      case RotateOutcome.Blocked(String reason) -> because("Blocked", reason);
      case RotateOutcome.Postponed(String reason) -> because("Postponed", reason);
      case RotateOutcome.Waited(RotationDecision decision) ->
          switch (decision) {
            case RotationDecision.NotDue(Instant until) -> at("NotDue", "", until);
            case RotationDecision.InFlight(Instant since) -> at("InFlight", "", since);
            case RotationDecision.InGrace(Instant until, boolean awaited) ->
                at(
                    "InGrace",
                    awaited ? "the new secret was requested and has not arrived" : "",
                    until);
            case RotationDecision.Due(Instant expiresAt) -> at("Due", "", expiresAt);
            case RotationDecision.Expired(Instant since) ->
                at("Expired", "a person must rotate the secret in the Developer Console", since);
          };
    };
  }

  private static RotateReport at(String outcome, String reason, Instant at) {
    return new RotateReport(outcome, reason, Optional.of(at));
  }

  private static RotateReport because(String outcome, String reason) {
    return new RotateReport(outcome, reason, Optional.empty());
  }
}
