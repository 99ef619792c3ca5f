package io.lwarotation.local.aws.sns;

import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An SNS topic: its attributes and subscriptions. */
public final class Topic {
  /** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
  private static final String DELIVERY =
      """
      {"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,\
      "numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,\
      "backoffFunction":"linear"},"disableSubscriptionOverrides":false}}\
      """;

  private final String arn;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final List<Instant> ended = new ArrayList<>();
  private Optional<Policy> policy = Optional.empty();

  Topic(String arn) {
    this.arn = arn;
  }

  public String arn() {
    return arn;
  }

  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  public void set(String attribute, String value) {
    switch (attribute) {
      case "Policy" -> policy = Optional.of(policy(value));
      case "DisplayName", "KmsMasterKeyId", "TracingConfig", "SignatureVersion" -> {}
      default -> throw AwsException.notModelled("the topic attribute " + attribute);
    }
    attributes.put(attribute, value);
  }

  private static Policy policy(String json) {
    try {
      return Policy.ofResource(json);
    } catch (AwsException unreadable) {
      throw unreadable.code().equals("InvalidAttributeValue")
          ? SnsService.invalid("Policy Error: null")
          : unreadable;
    }
  }

  /** What was set, and what AWS has in the place of what was not. */
  Map<String, String> shown(Account owner) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("DisplayName", "");
    shown.put("EffectiveDeliveryPolicy", DELIVERY);
    shown.put(
        "Policy",
        """
        {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",\
        "Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes",\
        "SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic",\
        "SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"%s",\
        "Condition":{"StringEquals":{"AWS:SourceOwner":"%s"}}}]}\
        """
            .formatted(arn, owner.id()));
    shown.putAll(attributes);
    return shown;
  }

  public void removePolicy() {
    policy = Optional.empty();
    attributes.remove("Policy");
  }

  /** Without a policy only the topic's own account may publish. */
  boolean allows(Caller caller, Account owner) {
    return policy
        .map(document -> document.allows(caller, "sns:Publish", arn, owner))
        .orElseGet(() -> owner.owns(caller));
  }

  List<Subscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  Optional<Subscription> find(Predicate<Subscription> wanted) {
    return subscriptions.values().stream().filter(wanted).findFirst();
  }

  void add(Subscription subscription) {
    subscriptions.put(subscription.arn, subscription);
  }

  /**
   * Somebody ended it, and SNS counts that for a while; one that nobody confirmed just vanishes.
   */
  void end(String subscriptionArn, Instant now) {
    if (subscriptions.remove(subscriptionArn) != null) {
      ended.add(now);
    }
  }

  long endedSince(Instant moment) {
    return ended.stream().filter(one -> one.isAfter(moment)).count();
  }

  /** What nobody confirmed until now, and was made before {@code moment}, vanishes. */
  void dropUnconfirmed(Instant moment) {
    subscriptions.values().removeIf(one -> !one.isConfirmed() && !one.created.isAfter(moment));
  }
}
