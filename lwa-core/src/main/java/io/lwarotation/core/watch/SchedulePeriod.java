package io.lwarotation.core.watch;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The longest time from one start to the next that a schedule leaves, so that the watch knows when
 * a call is missing. A cron is tried out on nine years, three leap days among them.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">AWS's
 *     schedule types</a>
 */
public final class SchedulePeriod {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate END = LocalDate.of(2033, 1, 1);
  private static final int HOUR = 60;

  private static final Pattern RATE = Pattern.compile("rate\\(([0-9]+) (minute|hour|day)s?\\)");
  private static final Pattern CRON = Pattern.compile("cron\\(\\s*([^()]*?)\\s*\\)");
  private static final Pattern RANGE = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/([0-9]+))?");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private SchedulePeriod() {}

  /**
   * The period of an expression that EventBridge Scheduler accepts.
   *
   * @return empty if it need not go on for ever: it names years, or a day that does not come; also
   *     for what the settings of the stack would refuse
   */
  public static Optional<Duration> of(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      ChronoUnit unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
      return Optional.of(Duration.of(Long.parseLong(rate.group(1)), unit));
    }
    Matcher cron = CRON.matcher(expression);
    if (!cron.matches()) {
      return Optional.empty();
    }
    try {
      return ofCron(cron.group(1).split("\\s+", -1));
    } catch (IllegalArgumentException _) { // a form that is not known here, such as L-3
      return Optional.empty();
    }
  }

  private static Optional<Duration> ofCron(String[] fields) {
    if (fields.length != 6 || !fields[5].equals("*")) {
      return Optional.empty();
    }
    List<Integer> minutes = new ArrayList<>();
    for (int hour : values(fields[1], 0, 23, List.of())) {
      for (int minute : values(fields[0], 0, 59, List.of())) {
        minutes.add(hour * HOUR + minute);
      }
    }
    NavigableSet<Integer> months = values(fields[3], 1, 12, MONTHS);
    long longest = 0;
    long last = -1;
    for (LocalDate day = FIRST; day.isBefore(END); day = day.plusDays(1)) {
      if (!months.contains(day.getMonthValue())
          || !isDayOfMonth(day, fields[2])
          || !isDayOfWeek(day, fields[4])) {
        continue;
      }
      for (int minute : minutes) {
        long start = day.toEpochDay() * Duration.ofDays(1).toMinutes() + minute;
        longest = last < 0 ? 0 : Math.max(longest, start - last);
        last = start;
      }
    }
    return longest == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(longest));
  }

  private static boolean isDayOfMonth(LocalDate day, String field) {
    if (field.equals("?")) {
      return true;
    }
    LocalDate last = day.with(TemporalAdjusters.lastDayOfMonth());
    if (field.equals("L")) {
      return day.equals(last);
    }
    if (field.endsWith("W")) {
      String wanted = field.substring(0, field.length() - 1);
      int of = wanted.equals("L") ? last.getDayOfMonth() : Integer.parseInt(wanted);
      return of <= last.getDayOfMonth() && day.equals(nearestWeekday(day.withDayOfMonth(of)));
    }
    return values(field, 1, 31, List.of()).contains(day.getDayOfMonth());
  }

  /** The weekday that is nearest, in the same month. */
  private static LocalDate nearestWeekday(LocalDate day) {
    LocalDate nearest =
        switch (day.getDayOfWeek()) {
          case SATURDAY -> day.minusDays(1);
          case SUNDAY -> day.plusDays(1);
          case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    if (nearest.getMonth() == day.getMonth()) {
      return nearest;
    }
    return day.getDayOfWeek() == DayOfWeek.SATURDAY ? day.plusDays(2) : day.minusDays(2);
  }

  private static boolean isDayOfWeek(LocalDate day, String field) {
    if (field.equals("?")) {
      return true;
    }
    int present = day.getDayOfWeek().getValue() % DAYS.size() + 1; // Sunday is 1
    if (field.equals("L")) {
      return present == DAYS.size();
    }
    if (field.endsWith("L")) {
      return present == number(field.substring(0, field.length() - 1), DAYS)
          && day.plusWeeks(1).getMonth() != day.getMonth();
    }
    int nth = field.indexOf('#');
    if (nth > 0) {
      return present == number(field.substring(0, nth), DAYS)
          && (day.getDayOfMonth() - 1) / DAYS.size() + 1
              == Integer.parseInt(field.substring(nth + 1));
    }
    return values(field, 1, DAYS.size(), DAYS).contains(present);
  }

  /** Values, ranges, also those that go over the end, steps, and lists of them. */
  private static NavigableSet<Integer> values(
      String field, int lowest, int highest, List<String> names) {
    NavigableSet<Integer> values = new TreeSet<>();
    for (String part : field.split(",", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        continue;
      }
      boolean any = range.group(1).equals("*");
      int from = any ? lowest : number(range.group(1), names);
      int to = any || range.group(3) != null ? highest : from;
      if (range.group(2) != null) {
        to = number(range.group(2), names);
      }
      int step = range.group(3) == null ? 1 : Math.max(1, Integer.parseInt(range.group(3)));
      int span = highest - lowest + 1;
      int length = to >= from ? to - from : to - from + span;
      for (int ahead = 0; ahead <= length; ahead += step) {
        values.add((from - lowest + ahead) % span + lowest);
      }
    }
    return values;
  }

  private static int number(String text, List<String> names) {
    int name = names.indexOf(text);
    return name >= 0 ? name + 1 : Integer.parseInt(text);
  }
}
