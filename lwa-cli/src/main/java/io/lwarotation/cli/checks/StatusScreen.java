package io.lwarotation.cli.checks;

import io.lwarotation.cli.Days;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.SecretVersion;
import io.lwarotation.core.SecretExpiry;
import java.util.List;

/** The status for a person. */
record StatusScreen(Screen screen) {
  private static final int BAR = 36;
  private static final int SHOWN_VERSIONS = 3;

  /** One application, with everything. */
  void show(ApplicationStatus status) {
    screen.heading(status.app() + " (" + status.mode() + ")");
    life(status);
    for (SecretVersion version : status.versions().stream().limit(SHOWN_VERSIONS).toList()) {
      screen.line(
          "  version %d, %s, by %s",
          version.number(), Days.of(version.writtenAt()), version.author());
    }
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
        .life()
        .map(StoredState::daysLeft)
        .ifPresent(days -> painted(status.verdict(), "[" + bar(days) + "] " + Days.left(days)));
  }

  private void line(ApplicationStatus.Line line) {
    line.finding().show(screen, line.finding().title());
  }

  private void end(Verdict verdict) {
    screen.line("");
    painted(verdict, verdict.spoken + (verdict == Verdict.OK ? ": nothing to do." : "."));
  }

  private void painted(Verdict verdict, String text) {
    screen.line("  " + screen.style(text, verdict.colour));
  }

  /** Full on the first day, empty on the last. */
  private static String bar(long days) {
    long life = SecretExpiry.LIFETIME.toDays();
    int full = Math.clamp(Math.ceilDiv(days * BAR, life), 0, BAR);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }
}
