package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.stack.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What {@code status} knows of an application at one moment.
 *
 * @param state empty if it could not be read
 * @param upcoming notices that people get if nobody changes the secret
 */
record ApplicationStatus(
    String app,
    String mode,
    Optional<StoredState> state,
    List<SecretVersion> versions,
    List<UpcomingNotice> upcoming,
    List<Line> lines) {
  /** The worst first; of equals the one with fewer days left. */
  static final Comparator<ApplicationStatus> WORST_FIRST =
      Comparator.comparing(ApplicationStatus::verdict)
          .reversed()
          .thenComparing(one -> one.life().map(StoredState::daysLeft).orElse(Long.MIN_VALUE))
          .thenComparing(ApplicationStatus::app);

  /** What a check found, with the check's name, such as {@code last call}. */
  record Line(String check, Finding finding) {
    /** What it says, with the remedy. */
    String text() {
      String subject = finding.subject().equals(check) ? "" : finding.subject() + " ";
      return subject + finding.text() + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy());
    }
  }

  ApplicationStatus {
    versions = List.copyOf(versions);
    upcoming = List.copyOf(upcoming);
    lines = List.copyOf(lines);
  }

  /** Looks; throws what the SDK throws where the parameters cannot be read. */
  static ApplicationStatus of(Application app, String mode) {
    SsmClient ssm = app.aws().ssm();
    StoredState state = StoredState.read(ssm, app.names());
    List<Line> lines = new ArrayList<>();
    new Checks(app.at(state.readAt()), Optional.empty(), Optional.of(state))
        .run(Checks.Part.STATUS, (check, finding) -> lines.add(new Line(check, finding)));
    List<SecretVersion> versions = versions(ssm, app);
    Optional<Instant> writtenAt = versions.stream().findFirst().map(SecretVersion::writtenAt);
    List<UpcomingNotice> upcoming =
        state.notSet().isEmpty()
            ? UpcomingNotice.all(state.expiry(), writtenAt, app.remindAfterDays(), state.readAt())
            : List.of();
    return new ApplicationStatus(app.app(), mode, Optional.of(state), versions, upcoming, lines);
  }

  /** Of an application of which nothing could be read. */
  static ApplicationStatus unread(String app, String mode, String why) {
    String check = "application";
    Line line = new Line(check, Finding.unknown(why, "").of(check));
    return new ApplicationStatus(app, mode, Optional.empty(), List.of(), List.of(), List.of(line));
  }

  /** Empty where they may not be listed: they are told for information only. */
  private static List<SecretVersion> versions(SsmClient ssm, Application app) {
    try {
      return SecretVersion.of(app.names().clientSecret(), ssm);
    } catch (SdkException _) {
      return List.of();
    }
  }

  /** Empty if no secret is stored, or nothing could be read. */
  Optional<StoredState> life() {
    return state.filter(one -> one.notSet().isEmpty());
  }

  Verdict verdict() {
    return Verdict.worst(lines.stream().map(line -> line.finding().verdict()));
  }

  /** As data; its fields are told by the help page and stay. */
  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("app", app).put("mode", mode);
    root.put("level", verdict().level).putNull("expiresAt").putNull("daysLeft");
    state.ifPresent(
        one -> root.put("now", one.readAt().toString()).put("version", one.expiry().version()));
    life()
        .ifPresent(
            one ->
                root.put("daysLeft", one.daysLeft())
                    .put("expiresAt", one.expiry().expiresAt().toString()));
    ArrayNode list = root.putArray("versions");
    for (SecretVersion version : versions) {
      list.addObject()
          .put("version", version.number())
          .put("writtenAt", version.writtenAt().toString())
          .put("writtenBy", version.writtenBy());
    }
    ArrayNode findings = root.putArray("findings");
    for (Line line : lines) {
      findings
          .addObject()
          .put("name", line.check().equals("last call") ? "lastCall" : line.check())
          .put("level", line.finding().verdict().level)
          .put("text", line.text());
    }
    return root;
  }
}
