package io.lwarotation.adapter;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Looks for secrets where none may be. */
final class Markers {
  private Markers() {}

  /** Everything that a log could show of it: messages, causes, suppressed ones and traces. */
  static String everythingSaidBy(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text + "\n" + failure;
  }
}
