package io.lwarotation.cli.checks;

import io.lwarotation.cli.ExitCode;
import java.util.Comparator;
import java.util.stream.Stream;

/** How something stands, the best first. */
enum Verdict {
  OK("✓", "fine", "Fine", "32", ExitCode.DONE),
  /** It could not be seen, most often because a right is missing. */
  UNKNOWN("?", "unknown", "Unknown: not everything could be checked", "33", ExitCode.UNKNOWN),
  /** A person must act soon. */
  WARN("!", "soon", "Act soon", "33", ExitCode.FAILED),
  /** A person must act now. */
  BAD("✗", "now", "Act now", "31", ExitCode.URGENT);

  final String mark;

  /** As {@code status --json} calls it. */
  final String level;

  /** For a person, without a stop. */
  final String spoken;

  /** For a terminal: a code of ANSI. */
  final String colour;

  /** With which {@code status} ends. */
  final ExitCode exitCode;

  Verdict(String mark, String level, String spoken, String colour, ExitCode exitCode) {
    this.mark = mark;
    this.level = level;
    this.spoken = spoken;
    this.colour = colour;
    this.exitCode = exitCode;
  }

  static Verdict worst(Stream<Verdict> all) {
    return all.max(Comparator.naturalOrder()).orElse(OK);
  }
}
