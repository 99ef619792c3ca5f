package io.lwarotation.local.host;

import java.util.Locale;
import java.util.Set;

/** What runs inside the function's process and speaks the Runtime API. */
public enum RuntimeKind {
  /**
   * AWS's own runtime interface client, the one in the managed runtime. Linux on x86-64 and ARM
   * only.
   */
  AWS,
  /** {@link PlainRuntime}: the same contract in plain Java, for systems AWS's client lacks. */
  PLAIN;

  /** AWS's wherever it runs. */
  static RuntimeKind ofThisSystem() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    boolean built = Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
    return linux && built ? AWS : PLAIN;
  }
}
