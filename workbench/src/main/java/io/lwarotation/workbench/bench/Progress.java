package io.lwarotation.workbench.bench;

import io.lwarotation.cli.Screen;
import java.io.PrintWriter;

/** One line that changes, on a terminal; nothing elsewhere. */
final class Progress {
  private final PrintWriter err;
  private final boolean shown = Screen.terminal().isPresent();

  Progress(PrintWriter err) {
    this.err = err;
  }

  void say(String what) {
    if (shown) {
      err.print("\r\u001b[K" + what);
      err.flush();
    }
  }

  void end() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
