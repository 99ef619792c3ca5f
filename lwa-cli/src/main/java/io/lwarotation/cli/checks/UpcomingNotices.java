package io.lwarotation.cli.checks;

import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.watch.WatchPolicy;
import io.lwarotation.core.watch.WatchSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which notices people get about the secret's end, and when, if nobody changes it. */
final class UpcomingNotices {
  /** A notice that is to come. */
  record Due(LocalDate on, String text) {}

  private UpcomingNotices() {}

  /**
   * Those after {@code now}, the next first.
   *
   * @param writtenAt when the parameter was last written, from which Parameter Store counts; empty
   *     if it is not known
   */
  static List<Due> of(
      SecretExpiry expiry, Optional<Instant> writtenAt, int remindAfterDays, Instant now) {
    List<Due> all = new ArrayList<>();
    writtenAt
        .map(at -> at.plus(Duration.ofDays(remindAfterDays)))
        .filter(now::isBefore)
        .map(at -> new Due(day(at), "Parameter Store's reminder by mail and SMS"))
        .ifPresent(all::add);
    WatchSettings settings = new WatchSettings(false, remindAfterDays, "", Optional.empty());
    settings.stages(expiry).stream()
        .filter(stage -> now.isBefore(stage.from()))
        .map(stage -> new Due(day(stage.from()), left(stage.daysLeft())))
        .forEach(all::add);
    if (all.isEmpty()) {
      all.add(new Due(day(now), "every day, until a new secret is stored"));
    }
    all.sort(Comparator.comparing(Due::on));
    return all;
  }

  private static String left(int days) {
    return Days.left(days) + (days == WatchPolicy.DAILY_FROM ? ", then daily" : "");
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
