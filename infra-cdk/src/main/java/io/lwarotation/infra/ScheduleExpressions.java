package io.lwarotation.infra;

/**
 * What EventBridge Scheduler takes, so that a typing error shows at synth and not half way through
 * a deploy.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">AWS's
 *     schedule types</a>
 */
final class ScheduleExpressions {
  private static final String RATE =
      "rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,4}) (minutes|hours|days))\\)";

  /** A list of minutes is no list of every minute: the probe's rate is protected. */
  private static final String MINUTES =
      "([1-5]?[0-9](,[1-5]?[0-9]){0,3}|(0|\\*)/([5-9]|[1-5][0-9]))";

  private static final String DAY_OF_MONTH =
      either(values("[1-9]|[12][0-9]|3[01]"), "L|LW|([12]?[1-9]|[123]0|31)W");
  private static final String WEEKDAY = "[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT";
  private static final String DAY_OF_WEEK =
      either(values(WEEKDAY), "L|[1-7]L|(" + WEEKDAY + ")#[1-5]");
  private static final String MONTH =
      values("[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC");

  /** Scheduler wants the question mark in one of the two fields for days, and in one only. */
  private static final String DAYS =
      either("\\?\\s+" + MONTH + "\\s+" + DAY_OF_WEEK, DAY_OF_MONTH + "\\s+" + MONTH + "\\s+\\?");

  private static final String CRON =
      "cron\\(\\s*"
          + String.join(
              "\\s+",
              MINUTES,
              values("1?[0-9]|2[0-3]"),
              DAYS,
              values("(19[7-9]|20[0-9]|21[0-9])[0-9]"))
          + "\\s*\\)";

  /** A rate or a cron. */
  static final String PATTERN = either(RATE, CRON);

  private ScheduleExpressions() {}

  private static String either(String one, String other) {
    return "(" + one + "|" + other + ")";
  }

  /** A field of values, ranges, steps and lists of them, or any value. */
  private static String values(String one) {
    String range = "(" + one + ")(-(" + one + "))?(/[1-9][0-9]?)?";
    return either("\\*(/[1-9][0-9]?)?", range + "(," + range + ")*");
  }
}
