package io.lwarotation.cli.status;

import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.SecretVersion;
import io.lwarotation.core.SecretExpiry;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The status for a person. */
record StatusScreen(Screen screen) {
  private static final int BAR = 36;
  private static final int SHOWN_VERSIONS = 3;

  void show(Application status) {
    screen.heading(status.app() + " (" + status.mode() + ")");
    if (status.daysLeft().isPresent()) {
      long days = status.daysLeft().getAsLong();
      screen.line("  [" + bar(days) + "] " + spoken(days));
    }
    status.versions().stream().limit(SHOWN_VERSIONS).forEach(this::version);
    screen.line("");
    for (Finding finding : status.findings()) {
      String text = title(finding.name()) + ": " + finding.text() + ".";
      if (finding.level() == Level.FINE) {
        screen.good(text);
      } else {
        screen.bad(text);
      }
    }
    screen.line("");
    screen.line(
        "  "
            + switch (status.level()) {
              case FINE -> "Fine: nothing to do.";
              case SOON -> "Act soon.";
              case NOW -> "Act now.";
            });
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

  private static String spoken(long days) {
    return days < 0
        ? "expired " + -days + (days == -1 ? " day ago" : " days ago")
        : days + (days == 1 ? " day left" : " days left");
  }

  private static String title(String name) {
    return switch (name) {
      case "secret" -> "Secret";
      case "rotation" -> "Rotation";
      case "grace" -> "Old secret";
      case "subscriptions" -> "Subscriptions";
      case "queues" -> "Queues";
      case "lastCall" -> "Last call";
      default -> name;
    };
  }
}
