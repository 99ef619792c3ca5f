package io.lwarotation.cli.checks;

import io.lwarotation.cli.Screen;

/**
 * What one check found.
 *
 * @param subject what was looked at, two or three words
 * @param verdict how it stands
 * @param text what is seen, a sentence without its stop
 * @param remedy what to do, without a stop; empty if nothing
 */
record Finding(String subject, Verdict verdict, String text, String remedy) {
  Finding {
    text = withoutStop(text);
    remedy = withoutStop(remedy);
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

  /** For a person. */
  void show(Screen screen, String title) {
    String sentence = title + ": " + text + ".";
    switch (verdict) {
      case OK -> screen.good(sentence);
      case BAD -> screen.bad(sentence);
      case WARN, UNKNOWN -> screen.unsure(verdict.mark(), sentence);
    }
    if (!remedy.isEmpty()) {
      screen.paragraph("      ", "→ " + remedy);
    }
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
