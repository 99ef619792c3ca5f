package io.lwarotation.cli.rotate;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Runs the same use case here, with the operator's rights. */
record Locally(RotateSecret rotate, InstantSource clock) implements Asking {
  /** As long as the function has. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Override
  public Asked ask() {
    return switch (rotate.run(Deadline.in(LONGEST, clock))) {
      case RotateOutcome.Waited(RotationDecision decision) -> waited(decision);
      case RotateOutcome.Requested(Instant at) -> new Asked("Requested", "", Optional.of(at));
      case RotateOutcome.Unanswered(Instant at, String reason) ->
          new Asked("Unanswered", reason, Optional.of(at));
      case RotateOutcome.Refused(String reason) -> new Asked("Refused", reason, Optional.empty());
      case RotateOutcome.Blocked(String reason) -> new Asked("Blocked", reason, Optional.empty());
      case RotateOutcome.Postponed(String reason) ->
          new Asked("Postponed", reason, Optional.empty());
    };
  }

  private static Asked waited(RotationDecision decision) {
    return switch (decision) {
      case RotationDecision.NotDue(Instant until) -> new Asked("NotDue", "", Optional.of(until));
      case RotationDecision.InFlight(Instant since) ->
          new Asked("InFlight", "", Optional.of(since));
      case RotationDecision.InGrace(Instant until, boolean awaited) ->
          new Asked(
              "InGrace",
              awaited ? "the new secret was asked for and has not come" : "",
              Optional.of(until));
      case RotationDecision.Due(Instant expiresAt) -> new Asked("Due", "", Optional.of(expiresAt));
      case RotationDecision.Expired(Instant since) -> new Asked("Expired", "", Optional.of(since));
    };
  }
}
