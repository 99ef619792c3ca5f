package io.lwarotation.local.aws.wire;

/** Who asks: an account by its signed request, or a service of AWS itself. */
public sealed interface Caller {

  /** A program that signs with an account's key. */
  record OfAccount(String accountId, String accessKeyId) implements Caller {}

  /**
   * A service of AWS that acts for a resource, such as a rule.
   *
   * @param principal for example {@code events.amazonaws.com}
   * @param sourceArn the resource it acts for
   */
  record OfService(String principal, String sourceArn) implements Caller {}
}
