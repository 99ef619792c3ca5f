package io.lwarotation.cli;

import io.lwarotation.core.DiagnosedException;

/**
 * How the command's process ends. 0 to 3 are those of monitoring plug-ins; a wrong usage stands
 * apart, so that a typo pages nobody.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html">Guidelines for monitoring
 *     plug-ins</a>
 */
public enum ExitCode {
  DONE(0, "done; all is well"),
  FAILED(1, "refused or failed; act soon"),
  URGENT(2, "act now"),
  UNKNOWN(3, "unknown: AWS or Amazon did not answer, or a right is missing"),
  /** As {@code EX_USAGE} of sysexits.h. */
  WRONG_USAGE(64, "wrong usage; nothing was done"),
  INTERRUPTED(130, "Ctrl-C");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** Of a call that failed: what may pass by itself says nothing of the credentials. */
  public static ExitCode of(DiagnosedException failure) {
    return switch (failure.diagnosis()) {
      case THROTTLED, UNREACHABLE -> UNKNOWN;
      case NOT_CONFIGURED, ROTATE_SECRET, REAUTHORIZE, CHECK_ROLES, WRONG_REGION, UNEXPECTED ->
          FAILED;
    };
  }

  /** What it means of any command. */
  String meaning() {
    return meaning;
  }
}
