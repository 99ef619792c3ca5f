package io.lwarotation.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days as people say them. */
public final class Days {
  private Days() {}

  /** The day of a moment, by UTC. */
  public static LocalDate of(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /** How long something still lives, in whole days: negative once it is over. */
  public static String left(long days) {
    return days < 0
        ? "expired " + -days + (days == -1 ? " day ago" : " days ago")
        : days + (days == 1 ? " day left" : " days left");
  }
}
