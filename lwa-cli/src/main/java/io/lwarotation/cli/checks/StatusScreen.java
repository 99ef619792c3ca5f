package io.lwarotation.cli.checks;

import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.SecretVersion;
import io.lwarotation.core.SecretExpiry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The status for a person. */
record StatusScreen(Screen screen) {
  private static final int BAR = 36;
  private static final int SHOWN_VERSIONS = 3;

  /** One application, with everything. */
  void show(ApplicationStatus status) {
    screen.heading(status.app() + " (" + status.mode() + ")");
    life(status);
    status.versions().stream().limit(SHOWN_VERSIONS).forEach(this::version);
    screen.line("");
    status.lines().forEach(this::line);
    end(status.verdict());
  }

  /** All applications, each with what is not well. */
  void show(String place, List<ApplicationStatus> all, Verdict worst) {
    screen.heading(
        all.size() + (all.size() == 1 ? " application in " : " applications in ") + place);
    for (ApplicationStatus status : all) {
      screen.line("");
      screen.line("  " + status.app() + " (" + status.mode() + ")");
      life(status);
      status.lines().stream()
          .filter(line -> line.finding().verdict() != Verdict.OK)
          .forEach(this::line);
    }
    end(worst);
  }

  private void life(ApplicationStatus status) {
    status
        .daysLeft()
        .ifPresent(days -> painted(status.verdict(), "[" + bar(days) + "] " + Days.left(days)));
  }

  private void line(ApplicationStatus.Line line) {
    String subject = line.finding().subject();
    line.finding()
        .show(screen, subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1));
  }

  private void end(Verdict verdict) {
    screen.line("");
    painted(verdict, verdict.spoken() + (verdict == Verdict.OK ? ": nothing to do." : "."));
  }

  private void painted(Verdict verdict, String text) {
    screen.line("  " + screen.style(text, verdict.colour()));
  }

  private void version(SecretVersion version) {
    screen.line(
        "  version "
            + version.number()
            + ", "
            + LocalDate.ofInstant(version.writtenAt(), ZoneOffset.UTC)
            + ", by "
            + version.author());
  }

  /** Full on the first day, empty on the last. */
  static String bar(long days) {
    long life = SecretExpiry.LIFETIME.toDays();
    int full = Math.clamp(Math.ceilDiv(days * BAR, life), 0, BAR);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }
}
