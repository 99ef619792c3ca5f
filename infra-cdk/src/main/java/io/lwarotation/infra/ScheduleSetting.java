package io.lwarotation.infra;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks an expression of EventBridge Scheduler, so that a typing error shows at synth and not half
 * way through a deploy.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">AWS's
 *     schedule types</a>
 */
final class ScheduleSetting {
  /** The probe may be called 0.016 times a second; the rest is for the application itself. */
  private static final int SHORTEST_MINUTES = 5;

  private static final Pattern RATE =
      Pattern.compile(
          "rate\\((?:1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,4}) (minutes|hours|days))\\)");
  private static final Pattern CRON = Pattern.compile("cron\\(([^()]*)\\)");
  private static final String NAMES_OF_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
  private static final String NAMES_OF_DAYS = "SUN|MON|TUE|WED|THU|FRI|SAT";

  private static final List<Pattern> FIELDS =
      List.of(
          // A list of minutes is no list of every minute: the probe's rate is protected.
          Pattern.compile("[1-5]?[0-9](,[1-5]?[0-9]){0,3}|(0|\\*)/([5-9]|[1-5][0-9])"),
          values("1?[0-9]|2[0-3]"),
          Pattern.compile(
              values("[1-9]|[12][0-9]|3[01]").pattern() + "|\\?|L|LW|([12]?[1-9]|[123]0|31)W"),
          values("[1-9]|1[0-2]|" + NAMES_OF_MONTHS),
          Pattern.compile(
              values("[1-7]|" + NAMES_OF_DAYS).pattern()
                  + "|\\?|L|[1-7]L|([1-7]|"
                  + NAMES_OF_DAYS
                  + ")#[1-5]"),
          values("(19[7-9]|20[0-9]|21[0-9])[0-9]"));

  private ScheduleSetting() {}

  /** What is wrong with it, as a remedy, or null if nothing is. */
  static @Nullable String problemOf(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      boolean tooOften =
          "minute".equals(rate.group(1))
              || ("minutes".equals(rate.group(3))
                  && Integer.parseInt(rate.group(2)) < SHORTEST_MINUTES);
      return tooOften
          ? "SP-API allows the probe about once a minute in all, give rate(5 minutes) or more"
          : null;
    }
    Matcher cron = CRON.matcher(expression);
    if (cron.matches() && isCron(cron.group(1).strip().split("\\s+"))) {
      return null;
    }
    return "give rate(1 day) or a cron with six fields and one ? such as cron(15 6 * * ? *), not"
        + " more often than every 5 minutes";
  }

  private static boolean isCron(String[] fields) {
    if (fields.length != FIELDS.size()) {
      return false;
    }
    for (int i = 0; i < fields.length; i++) {
      if (!FIELDS.get(i).matcher(fields[i]).matches()) {
        return false;
      }
    }
    // Scheduler wants the question mark in one of the two fields for days, and in one only.
    return fields[2].equals("?") != fields[4].equals("?");
  }

  /** A field of values, ranges, steps and lists of them, or any value. */
  private static Pattern values(String one) {
    String range = "(" + one + ")(-(" + one + "))?(/[1-9][0-9]?)?";
    return Pattern.compile("\\*(/[1-9][0-9]?)?|" + range + "(," + range + ")*");
  }
}
