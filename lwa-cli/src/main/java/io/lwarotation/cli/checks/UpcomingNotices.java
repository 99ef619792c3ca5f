package io.lwarotation.cli.checks;

import io.lwarotation.cli.Days;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.watch.WatchPolicy;
import io.lwarotation.core.watch.WatchSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which notices people get about the secret's end, and when, if nobody changes it. */
final class UpcomingNotices {
  /** A notice that is to come. */
  record Due(LocalDate on, String text) {}

  private UpcomingNotices() {}

  /** Those after {@code now}, the next first. */
  static List<Due> of(
      SecretExpiry expiry, Optional<Instant> writtenAt, int remindAfterDays, Instant now) {
    Stream<Due> reminder =
        writtenAt.map(at -> at.plus(Duration.ofDays(remindAfterDays))).stream()
            .filter(now::isBefore)
            .map(at -> new Due(Days.of(at), "Parameter Store's reminder by mail and SMS"));
    Stream<Due> stages =
        new WatchSettings(false, remindAfterDays, "", Optional.empty())
            .stages(expiry).stream()
                .filter(stage -> now.isBefore(stage.from()))
                .map(stage -> new Due(Days.of(stage.from()), left(stage.daysLeft())));
    List<Due> all = Stream.concat(reminder, stages).sorted(Comparator.comparing(Due::on)).toList();
    return all.isEmpty()
        ? List.of(new Due(Days.of(now), "every day, until a new secret is stored"))
        : all;
  }

  private static String left(int days) {
    return Days.left(days) + (days == WatchPolicy.DAILY_FROM ? ", then daily" : "");
  }
}
