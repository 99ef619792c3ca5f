package io.lwarotation.cli.status;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RotationDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stored secret, its record and the rotation's decision mean; pure.
 *
 * @param app for the commands in the remedies
 * @param automatic whether the stack rotates by itself
 */
record SecretFindings(String app, boolean automatic) {
  /** From here on a person is to rotate; as the stack's own reminders do. */
  static final int SOON_DAYS = 30;

  /** In the automatic mode a rotation is tried for nine days before a person hears of it here. */
  static final int SOON_DAYS_AUTOMATIC = 21;

  static final int NOW_DAYS = 7;

  Finding secret(StoredState state) {
    if (!state.notSet().isEmpty()) {
      return new Finding(
          "secret",
          Level.NOW,
          "Not stored yet: " + String.join(", ", state.notSet()) + "; run ./lwa put --app " + app);
    }
    long days = state.expiry().daysLeft(state.readAt());
    Level level =
        days <= NOW_DAYS
            ? Level.NOW
            : days <= (automatic ? SOON_DAYS_AUTOMATIC : SOON_DAYS) ? Level.SOON : Level.FINE;
    LocalDate day = LocalDate.ofInstant(state.expiry().expiresAt(), ZoneOffset.UTC);
    String remedy =
        "; rotate it in the Developer Console, then run ./lwa put --app "
            + app
            + " --client-secret";
    return new Finding(
        "secret",
        level,
        days < 0
            ? "SP-API has refused the client secret since " + day + remedy
            : "The client secret expires on "
                + day
                + " ("
                + source(state)
                + ")"
                + (level == Level.FINE ? "" : remedy));
  }

  private static String source(StoredState state) {
    return switch (state.expiry().source()) {
      case RECORD -> "by the rotation record";
      case LAST_MODIFIED ->
          switch (state.record()) {
            case StoredRecord.Absent _ -> "180 days after it was stored: there is no record";
            case StoredRecord.Broken(String why) ->
                "180 days after it was stored: the record is broken, " + why;
            case StoredRecord.Present(RotationRecord record) ->
                "180 days after it was stored: the record speaks of version "
                    + record.secretVersion();
          };
    };
  }

  Finding rotation(@Nullable RotationDecision decision, String whyNot) {
    if (!automatic) {
      return new Finding(
          "rotation", Level.FINE, "A person rotates the secret; the stack reminds of it");
    }
    return switch (decision) {
      case null -> new Finding("rotation", Level.FINE, "Cannot be told: " + whyNot);
      case RotationDecision.NotDue(Instant until) ->
          new Finding("rotation", Level.FINE, "By itself, from " + day(until) + " on");
      case RotationDecision.InFlight(Instant since) ->
          new Finding("rotation", Level.FINE, "A new secret was asked for at " + since);
      case RotationDecision.InGrace(Instant until, boolean awaited) ->
          new Finding(
              "rotation",
              awaited ? Level.NOW : Level.FINE,
              awaited
                  ? "A new secret was asked for and has not come; no other is asked for before "
                      + until
                      + ": look into the queues, and at the registration in the Developer Console"
                  : "Rotated; no other rotation before " + until);
      case RotationDecision.Due(Instant _) ->
          new Finding("rotation", Level.FINE, "Due: asked for with the next run, within 6 hours");
      case RotationDecision.Expired(Instant since) ->
          new Finding(
              "rotation",
              Level.NOW,
              "The secret expired at "
                  + since
                  + " and cannot rotate itself: rotate it in the Developer Console, then run ./lwa put --app "
                  + app
                  + " --client-secret");
    };
  }

  /** Of the old secret, if the record tells of one. */
  List<Finding> grace(StoredState state) {
    List<Finding> found = new ArrayList<>();
    if (state.record() instanceof StoredRecord.Present(RotationRecord record)) {
      Instant until = record.oldSecretExpiresAt();
      if (until != null && until.isAfter(state.readAt())) {
        found.add(
            new Finding(
                "grace",
                Level.FINE,
                "The secret before is accepted until " + until + ": ./lwa rollback is possible"));
      }
    }
    return found;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
