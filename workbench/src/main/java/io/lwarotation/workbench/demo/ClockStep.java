package io.lwarotation.workbench.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the clock is moved, as it is typed: {@code +150d}, {@code +6h} or {@code +30m}. */
record ClockStep(Duration length) {
  /** Two years: more shows nothing new, and takes minutes. */
  private static final Duration LONGEST = Duration.ofDays(730);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern FORM = Pattern.compile("\\+([0-9]{1,6})([dhm])");

  /** Reads what was typed; refuses what is no step or too long a one, with a sentence. */
  static ClockStep of(String typed) {
    Matcher matcher = FORM.matcher(typed);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The clock moves by days, hours or minutes, and forward only: +150d, +6h, +30m.");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration length =
        switch (matcher.group(2)) {
          case "d" -> Duration.ofDays(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofMinutes(count);
        };
    if (length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The clock moves by " + LONGEST.toDays() + " days at once at most.");
    }
    return new ClockStep(length);
  }

  /** The next stop on the way: a day at a time, since what is due daily is due on each. */
  Duration next(Instant now, Instant end) {
    Duration left = Duration.between(now, end);
    return left.compareTo(DAY) < 0 ? left : DAY;
  }
}
