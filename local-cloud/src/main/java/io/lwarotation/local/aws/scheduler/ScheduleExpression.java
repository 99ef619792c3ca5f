package io.lwarotation.local.aws.scheduler;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires; once only, with {@code at}, is not modelled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
sealed interface ScheduleExpression {
  Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,8}) (minute|hour|day)s?\\)");
  Pattern CRON = Pattern.compile("cron\\((\\S+(?: \\S+){5})\\)");

  /** The last time it was due after {@code after} and not after {@code until}. */
  Optional<Instant> latest(Instant after, Instant until);

  /**
   * Reads an expression.
   *
   * @param created when the schedule was made
   */
  static ScheduleExpression parse(String text, ZoneId zone, Instant created) {
    Matcher rate = RATE.matcher(text);
    if (rate.matches()) {
      ChronoUnit unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
      return new Rate(Duration.of(Long.parseLong(rate.group(1)), unit), created);
    }
    Matcher cron = CRON.matcher(text);
    AwsException.invalidIf(!cron.matches(), "Invalid Schedule Expression " + text + ".");
    return Cron.parse(cron.group(1).split(" ", -1), zone);
  }

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

  /** Six fields, without the letters L and W and the sign {@code #}. */
  record Cron(List<Set<Integer>> fields, ZoneId zone) implements ScheduleExpression {
    private static final String MONTHS = "   JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    private static final String WEEKDAYS = "   SUNMONTUEWEDTHUFRISAT";

    static Cron parse(String[] fields, ZoneId zone) {
      AwsException.invalidIf(
          fields[2].equals("?") == fields[4].equals("?"),
          "Invalid Schedule Expression: one of day and weekday must be a question mark.");
      return new Cron(
          List.of(
              values(fields[0], 0, 59, ""),
              values(fields[1], 0, 23, ""),
              values(fields[2], 1, 31, ""),
              values(fields[3], 1, 12, MONTHS),
              values(fields[4], 1, 7, WEEKDAYS),
              values(fields[5], 1970, 2199, "")),
          zone);
    }

    private static Set<Integer> values(String field, int least, int most, String names) {
      Set<Integer> values = new HashSet<>();
      for (String part : field.split(",", -1)) {
        String[] step = part.split("/", 2);
        String[] range = step[0].split("-", 2);
        boolean all = step[0].matches("[*?]");
        int from = all ? least : number(range[0], names, least, most);
        boolean open = all || (range.length == 1 && step.length == 2);
        int to = open ? most : number(range[range.length - 1], names, least, most);
        int each = step.length == 2 ? number(step[1], "", 1, most) : 1;
        for (int value = from; value <= to; value += each) {
          values.add(value);
        }
      }
      return values;
    }

    private static int number(String text, String names, int least, int most) {
      int named = text.matches("[A-Za-z]{3}") ? names.indexOf(text.toUpperCase(Locale.ROOT)) : -1;
      String number = named > 0 && named % 3 == 0 ? Integer.toString(named / 3) : text;
      AwsException.invalidIf(
          !number.matches("[0-9]{1,4}")
              || Integer.parseInt(number) < least
              || Integer.parseInt(number) > most,
          "Invalid Schedule Expression: " + text + " (or LocalAws does not model it).");
      return Integer.parseInt(number);
    }

    @Override
    public Optional<Instant> latest(Instant after, Instant until) {
      ZonedDateTime at = until.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
      while (at.toInstant().isAfter(after)) {
        if (isDue(at)) {
          return Optional.of(at.toInstant());
        }
        at = at.minusMinutes(1);
      }
      return Optional.empty();
    }

    private boolean isDue(ZonedDateTime at) {
      return fields.get(0).contains(at.getMinute())
          && fields.get(1).contains(at.getHour())
          && fields.get(2).contains(at.getDayOfMonth())
          && fields.get(3).contains(at.getMonthValue())
          && fields.get(4).contains(at.getDayOfWeek().getValue() % 7 + 1)
          && fields.get(5).contains(at.getYear());
    }
  }
}
