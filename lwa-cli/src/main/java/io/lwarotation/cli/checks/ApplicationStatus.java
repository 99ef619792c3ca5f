package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.SecretVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What {@code status} knows of an application at one moment.
 *
 * @param mode {@code remind} or {@code automatic}
 * @param state empty if it could not be read
 * @param upcoming notices that people get if nobody changes the secret
 * @param lines findings, each with the name of its check
 */
record ApplicationStatus(
    String app,
    String mode,
    Optional<StoredState> state,
    List<SecretVersion> versions,
    List<UpcomingNotices.Due> upcoming,
    List<Line> lines) {
  /** What a stack is deployed with that does not say. */
  private static final int REMIND_AFTER_DAYS = 150;

  /** The worst first; of equals the one with fewer days left. */
  static final Comparator<ApplicationStatus> WORST_FIRST =
      Comparator.comparing(ApplicationStatus::verdict)
          .reversed()
          .thenComparingLong(one -> one.daysLeft().orElse(Long.MIN_VALUE))
          .thenComparing(ApplicationStatus::app);

  /**
   * A finding.
   *
   * @param check the name of its check, such as {@code last call}
   */
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

  /**
   * Looks; throws what the SDK throws where the parameters cannot be read.
   *
   * @throws IllegalStateException if one of them is missing
   */
  static ApplicationStatus of(Application app) {
    try (SsmClient ssm = app.aws().ssm()) {
      StoredState state = StoredState.read(ssm, app.names());
      List<Line> lines = new ArrayList<>();
      new Checks(app.at(state.readAt()), Optional.empty(), Optional.of(state))
          .run(Checks.Part.STATUS, (check, finding) -> lines.add(new Line(check, finding)));
      List<SecretVersion> versions = versions(ssm, app);
      return new ApplicationStatus(
          app.app(),
          mode(app),
          Optional.of(state),
          versions,
          upcoming(app, state, versions),
          lines);
    }
  }

  /** Of an application of which nothing could be read. */
  static ApplicationStatus unread(Application app, String why) {
    Finding finding = Finding.unknown("application", why, "");
    return new ApplicationStatus(
        app.app(),
        mode(app),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(new Line("application", finding)));
  }

  private static String mode(Application app) {
    return app.isAutomatic() ? "automatic" : "remind";
  }

  private static List<UpcomingNotices.Due> upcoming(
      Application app, StoredState state, List<SecretVersion> versions) {
    return state.notSet().isEmpty()
        ? UpcomingNotices.of(
            state.expiry(),
            versions.stream().findFirst().map(SecretVersion::writtenAt),
            app.find("RemindAfterDays").map(Integer::parseInt).orElse(REMIND_AFTER_DAYS),
            state.readAt())
        : List.of();
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
  OptionalLong daysLeft() {
    return state
        .filter(one -> one.notSet().isEmpty())
        .map(one -> OptionalLong.of(one.daysLeft()))
        .orElseGet(OptionalLong::empty);
  }

  Verdict verdict() {
    return Verdict.worst(lines.stream().map(line -> line.finding().verdict()));
  }
}
