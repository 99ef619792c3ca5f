package io.lwarotation.local.aws.scheduler;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
sealed interface ScheduleExpression
    permits ScheduleExpression.Rate, ScheduleExpression.At, CronExpression {
  Pattern FORM = Pattern.compile("(rate|at|cron)\\((.+)\\)");
  Pattern RATE = Pattern.compile("([1-9][0-9]{0,8}) (minute|hour|day)s?");

  /** The last time it was due after {@code after} and not after {@code until}. */
  Optional<Instant> latest(Instant after, Instant until);

  /**
   * Every so often.
   *
   * @param start the first firing is one period after it
   */
  record Rate(Duration period, Instant start) implements ScheduleExpression {
    @Override
    public Optional<Instant> latest(Instant after, Instant until) {
      long periods = Duration.between(start, until).dividedBy(period);
      Instant last = start.plus(period.multipliedBy(Math.max(periods, 0)));
      return periods >= 1 && last.isAfter(after) ? Optional.of(last) : Optional.empty();
    }
  }

  /** Once. */
  record At(Instant moment) implements ScheduleExpression {
    @Override
    public Optional<Instant> latest(Instant after, Instant until) {
      return moment.isAfter(after) && !moment.isAfter(until)
          ? Optional.of(moment)
          : Optional.empty();
    }
  }

  /**
   * Reads an expression.
   *
   * @param created when the schedule was made
   */
  static ScheduleExpression parse(String text, ZoneId zone, Instant created) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw invalid(text);
    }
    String inner = form.group(2);
    return switch (form.group(1)) {
      case "rate" -> rate(inner, created);
      case "at" -> at(inner, zone);
      default -> CronExpression.parse(inner, zone);
    };
  }

  private static ScheduleExpression rate(String text, Instant created) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      throw invalid("rate(" + text + ")");
    }
    long count = Long.parseLong(rate.group(1));
    Duration period =
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return new Rate(period, created);
  }

  private static ScheduleExpression at(String text, ZoneId zone) {
    try {
      return new At(LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException _) {
      throw invalid("at(" + text + ")");
    }
  }

  static AwsException invalid(String text) {
    return AwsException.invalid("Invalid Schedule Expression " + text + ".");
  }
}
