package io.lwarotation.cli.checks;

import io.lwarotation.cli.Screen;
import java.util.Locale;

/**
 * What one check found of its subject (empty: of what the check looks at), a sentence without its
 * stop; and what to do, empty if nothing.
 */
record Finding(String subject, Verdict verdict, String text, String remedy) {
  Finding {
    text = text.replaceFirst("\\.$", "");
    remedy = remedy.replaceFirst("\\.$", "");
  }

  static Finding ok(String text) {
    return new Finding("", Verdict.OK, text, "");
  }

  static Finding warn(String text, String remedy) {
    return new Finding("", Verdict.WARN, text, remedy);
  }

  static Finding bad(String text, String remedy) {
    return new Finding("", Verdict.BAD, text, remedy);
  }

  static Finding unknown(String text, String remedy) {
    return new Finding("", Verdict.UNKNOWN, text, remedy);
  }

  static Finding denied(String right) {
    return unknown(
        "not checked: these credentials lack the right " + right,
        "ask for " + right + ", or name another --profile");
  }

  /** The same of something, where it does not say of what. */
  Finding of(String something) {
    return subject.isEmpty() ? new Finding(something, verdict, text, remedy) : this;
  }

  /** As a heading has it. */
  String title() {
    return subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1);
  }

  void show(Screen screen, String title) {
    String sentence = title + ": " + text + ".";
    switch (verdict) {
      case OK -> screen.good(sentence);
      case BAD -> screen.bad(sentence);
      case WARN, UNKNOWN -> screen.unsure(verdict.mark, sentence);
    }
    if (!remedy.isEmpty()) {
      screen.paragraph("      ", "→ " + remedy);
    }
  }
}
