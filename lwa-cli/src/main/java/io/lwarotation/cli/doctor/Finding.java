package io.lwarotation.cli.doctor;

/**
 * What one look at one thing found.
 *
 * @param subject what was looked at, two or three words
 * @param verdict how it stands
 * @param text what is seen, a sentence without a stop
 * @param remedy what to do; empty if nothing
 */
record Finding(String subject, Verdict verdict, String text, String remedy) {
  /** How it stands. */
  enum Verdict {
    OK("✓"),
    WARN("!"),
    BAD("✗"),
    /** It could not be seen, most often because a right is missing. */
    UNKNOWN("?");

    private final String mark;

    Verdict(String mark) {
      this.mark = mark;
    }

    String mark() {
      return mark;
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Verdict.OK, text, "");
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(subject, Verdict.WARN, text, remedy);
  }

  static Finding bad(String subject, String text, String remedy) {
    return new Finding(subject, Verdict.BAD, text, remedy);
  }

  static Finding unknown(String subject, String text, String remedy) {
    return new Finding(subject, Verdict.UNKNOWN, text, remedy);
  }
}
