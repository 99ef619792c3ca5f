package io.lwarotation.core.watch;

import io.lwarotation.core.SecretExpiry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the application is deployed, as far as the watch needs it.
 *
 * @param automatic whether the stack rotates by itself, and tells of its own trouble
 * @param remindAfterDays age of the secret at which Parameter Store sends its one line
 * @param schedule when SP-API is called, an expression of EventBridge Scheduler
 * @param period the longest time from one scheduled call to the next; empty if there is none to
 *     expect
 */
public record WatchSettings(
    boolean automatic, int remindAfterDays, String schedule, Optional<Duration> period) {
  private static final List<Integer> STAGES = List.of(WatchPolicy.DAILY_FROM, 14, 21);

  /**
   * A mail about the secret's end.
   *
   * @param daysLeft at about which it goes out
   */
  public record Stage(int daysLeft, Instant from) {}

  /**
   * When people get a mail, the last first. One comes on the day of Parameter Store's line, which
   * has no room for the steps, if that is earlier than the others.
   */
  public List<Stage> stages(SecretExpiry expiry) {
    Instant end = expiry.expiresAt();
    int days = (int) SecretExpiry.LIFETIME.toDays() - remindAfterDays;
    Instant dayOfTheLine =
        end.minus(Duration.ofDays(days))
            .atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    return Stream.concat(
            STAGES.stream().map(left -> new Stage(left, lessThan(left + 1, end))),
            Stream.of(new Stage(days, dayOfTheLine))
                .filter(one -> one.daysLeft() > STAGES.getLast()))
        .toList();
  }

  /** From then on so many whole days are left, no more. */
  private static Instant lessThan(long days, Instant end) {
    return end.minus(Duration.ofDays(days)).plusNanos(1);
  }
}
