package io.lwarotation.local.aws.sns;

import java.time.Instant;

/** Who gets what is published on a topic. */
public final class Subscription {
  final String arn;
  final String protocol;
  final String endpoint;
  final boolean raw;
  final Instant created;
  private boolean confirmed;
  private boolean authenticated;

  Subscription(String arn, String protocol, String endpoint, boolean raw, Instant created) {
    this.arn = arn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.raw = raw;
    this.created = created;
    this.confirmed = !isAskedFirst();
    this.authenticated = confirmed;
  }

  public String arn() {
    return arn;
  }

  /** People with a mail address and services elsewhere must say that they want it. */
  boolean isAskedFirst() {
    return protocol.equals("email") || isWebhook();
  }

  boolean isWebhook() {
    return protocol.equals("https");
  }

  boolean isConfirmed() {
    return confirmed;
  }

  /**
   * Confirms it.
   *
   * @param byTheAccount whether somebody of the account did, so that only the account may end it
   */
  void confirm(boolean byTheAccount) {
    confirmed = true;
    authenticated = byTheAccount;
  }

  /** Whether no link in a mail ends it. */
  boolean isAuthenticated() {
    return authenticated;
  }

  /** What stands in the mail that asks for the confirmation. */
  String token() {
    return "TOKEN-EXAMPLE-" + arn.substring(arn.lastIndexOf(':') + 1);
  }
}
