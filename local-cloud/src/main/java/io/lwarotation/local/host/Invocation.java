package io.lwarotation.local.host;

import java.time.Duration;

/** How an invocation ended. */
public sealed interface Invocation {

  /**
   * The function answered.
   *
   * @param payload JSON, as the function wrote it
   */
  record Answered(String payload) implements Invocation {}

  /**
   * The function, or its construction, failed with an exception.
   *
   * @param errorType as Lambda reports it, the exception's class; {@code Unhandled} if there is
   *     none
   * @param errorMessage the exception's message; empty if it has none
   * @param rawError the whole JSON the runtime sent, stack trace included
   */
  record Failed(String errorType, String errorMessage, String rawError) implements Invocation {}

  /** The function took longer than its timeout; its process was killed. */
  record TimedOut(Duration limit) implements Invocation {}

  /**
   * The function's process ended before it answered.
   *
   * @param exitCode 128 + signal if a signal ended it: 137 after SIGKILL
   */
  record Crashed(int exitCode) implements Invocation {}
}
