package io.lwarotation.local.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An SNS topic: its attributes and subscriptions. */
final class Topic {
  private final String arn;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final List<Instant> ended = new ArrayList<>();
  private Optional<ResourcePolicy> policy = Optional.empty();

  Topic(String arn) {
    this.arn = arn;
  }

  String arn() {
    return arn;
  }

  String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  Map<String, String> attributes() {
    return Map.copyOf(attributes);
  }

  void set(String attribute, String value) {
    switch (attribute) {
      case "Policy" -> policy = Optional.of(ResourcePolicy.parse(value));
      case "DisplayName", "KmsMasterKeyId", "TracingConfig", "SignatureVersion" -> {}
      default -> throw AwsException.notModelled("the topic attribute " + attribute);
    }
    attributes.put(attribute, value);
  }

  void removePolicy() {
    policy = Optional.empty();
    attributes.remove("Policy");
  }

  /** Without a policy only the topic's own account may publish. */
  boolean allows(Caller caller, Account owner) {
    return policy
        .map(document -> document.allows(caller, "sns:Publish", arn, owner))
        .orElseGet(
            () -> caller instanceof Caller.OfAccount(String id, String _) && id.equals(owner.id()));
  }

  List<Subscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  Optional<Subscription> find(String protocol, String endpoint) {
    return subscriptions.values().stream()
        .filter(one -> one.protocol().equals(protocol) && one.endpoint().equals(endpoint))
        .findFirst();
  }

  void add(Subscription subscription) {
    subscriptions.put(subscription.arn(), subscription);
  }

  /**
   * Somebody ended it, and SNS counts that for a while; one that nobody confirmed just vanishes.
   */
  void end(String subscriptionArn, Instant now) {
    if (remove(subscriptionArn)) {
      ended.add(now);
    }
  }

  long endedSince(Instant moment) {
    return ended.stream().filter(one -> one.isAfter(moment)).count();
  }

  boolean remove(String subscriptionArn) {
    return subscriptions.remove(subscriptionArn) != null;
  }
}
