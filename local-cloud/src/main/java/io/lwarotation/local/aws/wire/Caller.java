package io.lwarotation.local.aws.wire;

/** Who asks: an account by its signed request, or a service of AWS itself. */
public sealed interface Caller {
  /** An account's id, or for example {@code events.amazonaws.com}. */
  String name();

  /** A program that signs with an account's key. */
  record OfAccount(String accountId, String accessKeyId) implements Caller {
    @Override
    public String name() {
      return accountId;
    }
  }

  /**
   * A service of AWS that acts for a resource, such as a rule.
   *
   * @param sourceArn the resource it acts for
   */
  record OfService(String name, String sourceArn) implements Caller {}
}
