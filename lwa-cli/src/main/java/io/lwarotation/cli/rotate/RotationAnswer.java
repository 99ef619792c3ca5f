package io.lwarotation.cli.rotate;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run of the rotation came to, whoever ran it.
 *
 * @param outcome as the function names it: {@code Requested}, {@code Unanswered}, {@code NotDue},
 *     {@code InFlight}, {@code InGrace}, {@code Expired}, {@code Refused}, {@code Blocked} or
 *     {@code Postponed}
 * @param reason empty if there is none
 * @param at the moment that goes with it
 */
record RotationAnswer(String outcome, String reason, Optional<Instant> at) {
  /** Whether a new secret is on its way. */
  boolean isUnderWay() {
    return outcome.equals("Requested") || outcome.equals("Unanswered");
  }

  /** A sentence for a person, without its stop. */
  String sentence() {
    String all = told();
    return all.endsWith(".") ? all.substring(0, all.length() - 1) : all;
  }

  private String told() {
    String when = at.map(Instant::toString).orElse("an unknown time");
    return switch (outcome) {
      case "Requested" -> "Amazon accepted the request for a new secret";
      case "Unanswered" ->
          "The request for a new secret was sent and got no answer, so it counts as accepted: "
              + reason;
      case "NotDue" ->
          "Nothing was requested: the secret is young, and due for rotation from " + when;
      case "InFlight" ->
          "Nothing was requested: a new secret was already requested at "
              + when
              + " and has not arrived yet; a second request could lose it";
      case "InGrace" ->
          "Nothing was requested: the last rotation is not over before "
              + when
              + (reason.isEmpty() ? "" : "; " + reason);
      case "Expired" ->
          "Nothing was requested: SP-API has refused the secret since "
              + when
              + ", so it cannot rotate itself; rotate it in the Developer Console and run ./lwa put --client-secret";
      case "Refused" -> "Amazon refused the request, and nothing was rotated: " + reason;
      case "Blocked" -> "Nothing was requested, because a person must act first: " + reason;
      case "Postponed" -> "Nothing was requested: " + reason + "; try again";
      default -> outcome + (reason.isEmpty() ? "" : ": " + reason);
    };
  }
}
