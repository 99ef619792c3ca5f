package io.lwarotation.local.aws.lambda;

import io.lwarotation.local.aws.wire.AwsException;
import java.util.Optional;

/** Runs functions when LocalAws says that AWS would. */
@FunctionalInterface
public interface Functions {
  /**
   * Runs a function and returns when it has ended, however it ended: what it answers, its failures
   * and Lambda's retries are the affair of this object. It may call LocalAws; it must not move the
   * clock.
   *
   * @param event the payload, JSON
   */
  void invoke(DeployedFunction function, String event);

  /**
   * Runs a function for a caller who waits for its answer, who is let wait: the same in all else.
   */
  default Answer call(DeployedFunction function, String event) {
    throw AwsException.notModelled("calls of functions that wait for an answer");
  }

  /**
   * What the caller of a function gets.
   *
   * @param payload JSON: the answer, or the error
   * @param error {@code Unhandled} if the function failed
   */
  record Answer(String payload, Optional<String> error) {}
}
