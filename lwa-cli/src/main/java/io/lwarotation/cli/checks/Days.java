package io.lwarotation.cli.checks;

/** Days as people say them. */
final class Days {
  private Days() {}

  /**
   * How long something still lives.
   *
   * @param days whole days, negative once it is over
   */
  static String left(long days) {
    return days < 0
        ? "expired " + -days + (days == -1 ? " day ago" : " days ago")
        : days + (days == 1 ? " day left" : " days left");
  }
}
