package io.lwarotation.local.aws.sns;

import java.time.Instant;

/** Who gets what is published on a topic. */
final class Subscription {
  final String arn;
  final String protocol;
  final String endpoint;
  final boolean raw;
  final Instant created;
  boolean confirmed;

  /** Whether somebody of the account confirmed it: no link in a mail ends it then. */
  boolean authenticated;

  Subscription(String arn, String protocol, String endpoint, boolean raw, Instant created) {
    this.arn = arn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.raw = raw;
    this.created = created;
    this.confirmed = !isAskedFirst();
    this.authenticated = confirmed;
  }

  /** People with a mail address and services elsewhere must say that they want it. */
  boolean isAskedFirst() {
    return protocol.equals("email") || protocol.equals("https");
  }

  /** What stands in the mail that asks for the confirmation. */
  String token() {
    return "TOKEN-EXAMPLE-" + arn.substring(arn.lastIndexOf(':') + 1);
  }
}
