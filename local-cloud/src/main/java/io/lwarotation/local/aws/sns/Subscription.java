package io.lwarotation.local.aws.sns;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who gets what is published on a topic. */
public final class Subscription {
  private final String arn;
  private final String protocol;
  private final String endpoint;
  private final Instant created;
  private final Map<String, String> attributes;
  private boolean confirmed;
  private boolean authenticated;

  Subscription(
      String arn,
      String protocol,
      String endpoint,
      Instant created,
      Map<String, String> attributes) {
    this.arn = arn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.created = created;
    this.attributes = new LinkedHashMap<>(attributes);
    this.confirmed = !isAskedFirst();
    this.authenticated = confirmed;
  }

  public String arn() {
    return arn;
  }

  String protocol() {
    return protocol;
  }

  String endpoint() {
    return endpoint;
  }

  Instant created() {
    return created;
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

  boolean isRaw() {
    return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
  }
}
