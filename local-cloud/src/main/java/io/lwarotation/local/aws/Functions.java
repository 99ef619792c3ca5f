package io.lwarotation.local.aws;

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
}
