package io.lwarotation.local.host;

import java.util.Locale;

/** What runs inside the function's process and speaks the Runtime API. */
public enum RuntimeKind {
  /** AWS's own runtime interface client, the one in the managed runtime. Linux only. */
  AWS,
  /** {@link PlainRuntime}: the same contract in plain Java, for systems AWS's client lacks. */
  PLAIN;

  /** AWS's wherever it runs. */
  static RuntimeKind ofThisSystem() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    return linux ? AWS : PLAIN;
  }
}
