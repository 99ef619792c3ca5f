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

/** A notice about the secret's end that people get, and when, if nobody changes the secret. */
record UpcomingNotice(LocalDate on, String text) {
  /** Those after {@code now}, the next first. */
  static List<UpcomingNotice> all(
      SecretExpiry expiry, Optional<Instant> writtenAt, int remindAfterDays, Instant now) {
    Stream<UpcomingNotice> reminder =
        writtenAt.map(at -> at.plus(Duration.ofDays(remindAfterDays))).stream()
            .filter(now::isBefore)
            .map(
                at ->
                    new UpcomingNotice(Days.of(at), "Parameter Store's reminder by mail and SMS"));
    Stream<UpcomingNotice> stages =
        new WatchSettings(false, remindAfterDays, "", Optional.empty())
            .stages(expiry).stream()
                .filter(stage -> now.isBefore(stage.from()))
                .map(stage -> new UpcomingNotice(Days.of(stage.from()), left(stage.daysLeft())));
    List<UpcomingNotice> all =
        Stream.concat(reminder, stages).sorted(Comparator.comparing(UpcomingNotice::on)).toList();
    return all.isEmpty()
        ? List.of(new UpcomingNotice(Days.of(now), "every day, until a new secret is stored"))
        : all;
  }

  private static String left(int days) {
    return Days.left(days) + (days == WatchPolicy.DAILY_FROM ? ", then daily" : "");
  }
}
