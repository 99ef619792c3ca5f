package io.lwarotation.local.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who gets what is published on a topic. */
final class Subscription {
  private final String arn;
  private final String protocol;
  private final String endpoint;
  private final Instant created;
  private final Map<String, String> attributes;
  private boolean confirmed;

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
    this.confirmed = !protocol.startsWith("email"); // only people are asked first
  }

  String arn() {
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

  boolean isConfirmed() {
    return confirmed;
  }

  void confirm() {
    confirmed = true;
  }

  boolean isRaw() {
    return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
  }
}
