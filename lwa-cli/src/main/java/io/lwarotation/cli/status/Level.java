package io.lwarotation.cli.status;

import java.util.Locale;

/** How soon a person must act, mildest first. */
public enum Level {
  FINE(0),
  SOON(1),
  NOW(2);

  private final int exitCode;

  Level(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  Level worst(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** As in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
