package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.cli.Days;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretState;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.ForeseeRotation;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the stored secret, its record and the rotation's decision mean. */
record SecretChecks(Application app, StoredState state) {
  /** From here on a person is to rotate; as the stack's own reminders do. */
  private static final int SOON_DAYS = 30;

  /** In the automatic mode a rotation is tried for nine days before a person hears of it here. */
  private static final int SOON_DAYS_AUTOMATIC = 21;

  private static final int NOW_DAYS = 7;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  List<Finding> secret() {
    if (!state.notSet().isEmpty()) {
      return List.of(
          Finding.bad(
              "Not stored yet: " + String.join(", ", state.notSet()), "run " + app.command("put")));
    }
    long days = state.daysLeft();
    LocalDate day = Days.of(state.expiry().expiresAt());
    String source =
        SecretState.recordProblem(state.expiry(), state.record())
            .map(problem -> "180 days after it was stored: " + problem)
            .orElse("by the rotation record");
    String text =
        days < 0
            ? "SP-API has refused the client secret since " + day
            : "The client secret expires on %s (%s)".formatted(day, source);
    List<Finding> all = new ArrayList<>();
    if (days <= NOW_DAYS) {
      all.add(Finding.bad(text, remedy()));
    } else if (days <= (app.isAutomatic() ? SOON_DAYS_AUTOMATIC : SOON_DAYS)) {
      all.add(Finding.warn(text, remedy()));
    } else {
      all.add(Finding.ok(text));
    }
    state.editedAt().map(this::edited).ifPresent(all::add);
    return List.copyOf(all);
  }

  private String remedy() {
    return "rotate it in the Developer Console, then run %s --client-secret"
        .formatted(app.command("put"));
  }

  /** The same as the watch's notice tells. */
  private Finding edited(Instant at) {
    return Finding.warn(
            "was edited by hand at %s, and the field \"follows\" was left in it, so the edit does not count"
                .formatted(at),
            "edit it again without that field; or run %s --client-secret --expires DATE"
                .formatted(app.command("put")))
        .of("record");
  }

  List<Finding> rotation() {
    if (!state.notSet().isEmpty()) {
      return List.of();
    }
    if (!app.isAutomatic()) {
      return List.of(Finding.ok("A person rotates the secret; the stack reminds of it"));
    }
    InstantSource clock = InstantSource.system();
    SsmClient ssm = app.aws().ssm();
    ForeseeRotation foresee =
        new ForeseeRotation(
            new RotationPolicy(RotationSettings.STANDARD),
            SsmSecretVault.forReading(ssm, app.names(), clock),
            new SsmRotationRecords(ssm, ssm, app.names(), clock));
    try {
      return List.of(finding(foresee.run(Deadline.in(LONGEST, clock)).decision()));
    } catch (StoreException | NotConfiguredException e) {
      return List.of(
          Finding.unknown("Unknown: " + e.getMessage(), app.command("doctor") + " says more"));
    }
  }

  private Finding finding(RotationDecision decision) {
    return switch (decision) {
      case RotationDecision.NotDue(Instant until) ->
          Finding.ok("By itself, from " + Days.of(until) + " on");
      case RotationDecision.InFlight(Instant since) ->
          Finding.ok("A new secret was requested at " + since);
      case RotationDecision.InGrace(Instant until, boolean awaited) when awaited ->
          Finding.bad(
              "A new secret was requested and has not arrived; no other is requested before "
                  + until,
              "check the queues, and the registration in the Developer Console");
      case RotationDecision.InGrace(Instant until, boolean _) ->
          Finding.ok("Rotated; the next rotation is not before " + until);
      case RotationDecision.Due(Instant _) ->
          Finding.ok("Due: the next run requests it, within 6 hours");
      case RotationDecision.Expired(Instant since) ->
          Finding.bad("The secret expired at " + since + " and cannot rotate itself", remedy());
    };
  }

  /** Of the old secret, if the record tells of one. */
  List<Finding> grace() {
    Instant until =
        state.record() instanceof StoredRecord.Present(RotationRecord record)
            ? record.oldSecretExpiresAt()
            : null;
    return state.notSet().isEmpty() && until != null && until.isAfter(state.readAt())
        ? List.of(
            Finding.ok(
                "The old secret is accepted until " + until + ": ./lwa rollback is possible"))
        : List.of();
  }
}
