package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmSecretVault;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the stored secret, its record and the rotation's decision mean. */
record SecretChecks(Application app, StoredState state) {
  /** From here on a person is to rotate; as the stack's own reminders do. */
  private static final int SOON_DAYS = 30;

  /** In the automatic mode a rotation is tried for nine days before a person hears of it here. */
  private static final int SOON_DAYS_AUTOMATIC = 21;

  private static final int NOW_DAYS = 7;

  private static final String ROTATION = "rotation";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  List<Finding> secret() {
    String subject = "secret";
    if (!state.notSet().isEmpty()) {
      return List.of(
          Finding.bad(
              subject,
              "Not stored yet: " + String.join(", ", state.notSet()),
              "run " + app.command("put")));
    }
    long days = state.daysLeft();
    LocalDate day = day(state.expiry().expiresAt());
    String text =
        days < 0
            ? "SP-API has refused the client secret since " + day
            : "The client secret expires on " + day + " (" + source() + ")";
    Finding end =
        days <= NOW_DAYS
            ? Finding.bad(subject, text, remedy())
            : days <= (app.isAutomatic() ? SOON_DAYS_AUTOMATIC : SOON_DAYS)
                ? Finding.warn(subject, text, remedy())
                : Finding.ok(subject, text);
    return Stream.concat(Stream.of(end), edited()).toList();
  }

  private String remedy() {
    return "rotate it in the Developer Console, then run "
        + app.command("put")
        + " --client-secret";
  }

  private String source() {
    return SecretState.recordProblem(state.expiry(), state.record())
        .map(problem -> "180 days after it was stored: " + problem)
        .orElse("by the rotation record");
  }

  /** The same as the watch's notice tells. */
  private Stream<Finding> edited() {
    return state.editedAt().stream()
        .map(
            at ->
                Finding.warn(
                    "record",
                    "was edited by hand at "
                        + at
                        + ", and the field \"follows\" was left in it, so the edit does not count",
                    "edit it again without that field; or run "
                        + app.command("put")
                        + " --client-secret --expires DATE"));
  }

  List<Finding> rotation() {
    if (!state.notSet().isEmpty()) {
      return List.of();
    }
    if (!app.isAutomatic()) {
      return List.of(Finding.ok(ROTATION, "A person rotates the secret; the stack reminds of it"));
    }
    ParameterNames names = app.names();
    InstantSource clock = InstantSource.system();
    try (SsmClient ssm = app.aws().ssm()) {
      return List.of(
          finding(
              new ForeseeRotation(
                      new RotationPolicy(RotationSettings.STANDARD),
                      SsmSecretVault.forReading(ssm, names, clock),
                      new SsmRotationRecords(ssm, ssm, names, clock))
                  .run(Deadline.in(LONGEST, clock))
                  .decision()));
    } catch (StoreException | NotConfiguredException e) {
      return List.of(
          Finding.unknown(
              ROTATION, "Unknown: " + e.getMessage(), app.command("doctor") + " says more"));
    }
  }

  private Finding finding(RotationDecision decision) {
    return switch (decision) {
      case RotationDecision.NotDue(Instant until) ->
          Finding.ok(ROTATION, "By itself, from " + day(until) + " on");
      case RotationDecision.InFlight(Instant since) ->
          Finding.ok(ROTATION, "A new secret was requested at " + since);
      case RotationDecision.InGrace(Instant until, boolean awaited) when awaited ->
          Finding.bad(
              ROTATION,
              "A new secret was requested and has not arrived; no other is requested before "
                  + until,
              "check the queues, and the registration in the Developer Console");
      case RotationDecision.InGrace(Instant until, boolean _) ->
          Finding.ok(ROTATION, "Rotated; the next rotation is not before " + until);
      case RotationDecision.Due(Instant _) ->
          Finding.ok(ROTATION, "Due: the next run requests it, within 6 hours");
      case RotationDecision.Expired(Instant since) ->
          Finding.bad(
              ROTATION, "The secret expired at " + since + " and cannot rotate itself", remedy());
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
                "grace",
                "The old secret is accepted until " + until + ": ./lwa rollback is possible"))
        : List.of();
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
