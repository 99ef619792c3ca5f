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

/**
 * An SNS topic.
 *
 * @param ended when somebody ended subscriptions; one that nobody confirmed just vanishes
 */
public record Topic(
    String arn,
    Map<String, String> attributes,
    Map<String, Subscription> subscriptions,
    List<Instant> ended) {
  /** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
  private static final String DELIVERY =
      """
      {"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,\
      "numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,\
      "backoffFunction":"linear"},"disableSubscriptionOverrides":false}}\
      """;

  Topic(String arn) {
    this(arn, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  public void set(String attribute, String value) {
    switch (attribute) {
      case "Policy" -> check(value);
      case "DisplayName", "KmsMasterKeyId" -> {}
      default -> throw AwsException.notModelled("the topic attribute " + attribute);
    }
    attributes.put(attribute, value);
  }

  private static void check(String policy) {
    try {
      Policy _ = Policy.ofResource(policy);
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

  /** Without a policy only the topic's own account may publish. */
  boolean allows(Caller caller, Account owner) {
    return Optional.ofNullable(attributes.get("Policy"))
        .map(policy -> Policy.ofResource(policy).allows(caller, "sns:Publish", arn, owner))
        .orElseGet(() -> owner.owns(caller));
  }

  void end(String subscriptionArn, Instant now) {
    if (subscriptions.remove(subscriptionArn) != null) {
      ended.add(now);
    }
  }

  /** What nobody confirmed until now, and was made before {@code moment}, vanishes. */
  void dropUnconfirmed(Instant moment) {
    subscriptions.values().removeIf(one -> !one.confirmed && !one.created.isAfter(moment));
  }
}
