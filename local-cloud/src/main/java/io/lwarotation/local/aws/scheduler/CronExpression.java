package io.lwarotation.local.aws.scheduler;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Cron with its six fields, without the letters L and W and the sign {@code #}. */
record CronExpression(
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> days,
    NavigableSet<Integer> months,
    NavigableSet<Integer> weekdays,
    NavigableSet<Integer> years,
    ZoneId zone)
    implements ScheduleExpression {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  static CronExpression parse(String text, ZoneId zone) {
    String[] fields = text.strip().split(" +", -1);
    if (fields.length != 6 || fields[2].equals("?") == fields[4].equals("?")) {
      throw ScheduleExpression.invalid("cron(" + text + ")");
    }
    return new CronExpression(
        values(fields[0], 0, 59, List.of()),
        values(fields[1], 0, 23, List.of()),
        values(fields[2], 1, 31, List.of()),
        values(fields[3], 1, 12, MONTHS),
        values(fields[4], 1, 7, WEEKDAYS),
        values(fields[5], 1970, 2199, List.of()),
        zone);
  }

  private static NavigableSet<Integer> values(
      String field, int least, int most, List<String> names) {
    NavigableSet<Integer> values = new TreeSet<>();
    for (String part : field.split(",", -1)) {
      String[] step = part.split("/", -1);
      int from = least;
      int to = most;
      if (!step[0].equals("*") && !step[0].equals("?")) {
        String[] range = step[0].split("-", -1);
        from = number(range[0], names, least, most);
        boolean open = range.length == 1 && step.length == 2;
        to = open ? most : number(range[range.length - 1], names, least, most);
      }
      int each = step.length == 2 ? number(step[1], List.of(), 1, most) : 1;
      for (int value = from; value <= to; value += each) {
        values.add(value);
      }
    }
    return values;
  }

  private static int number(String text, List<String> names, int least, int most) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + 1;
    }
    if (!text.matches("[0-9]{1,4}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw ScheduleExpression.invalid("(field " + text + ", or one LocalAws does not model)");
    }
    return Integer.parseInt(text);
  }

  @Override
  public Optional<Instant> latest(Instant after, Instant until) {
    LocalDate first = after.atZone(zone).toLocalDate();
    for (LocalDate day = until.atZone(zone).toLocalDate();
        !day.isBefore(first);
        day = day.minusDays(1)) {
      Optional<Instant> found = latestOn(day, after, until);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> latestOn(LocalDate day, Instant after, Instant until) {
    if (!isOn(day)) {
      return Optional.empty();
    }
    for (int hour : hours.descendingSet()) {
      for (int minute : minutes.descendingSet()) {
        Instant moment = day.atTime(hour, minute).atZone(zone).toInstant();
        if (!moment.isAfter(until)) {
          return moment.isAfter(after) ? Optional.of(moment) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOn(LocalDate day) {
    int weekday = day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : day.getDayOfWeek().getValue() + 1;
    return years.contains(day.getYear())
        && months.contains(day.getMonthValue())
        && days.contains(day.getDayOfMonth())
        && weekdays.contains(weekday);
  }
}
