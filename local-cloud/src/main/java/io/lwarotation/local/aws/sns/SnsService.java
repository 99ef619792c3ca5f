package io.lwarotation.local.aws.sns;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Amazon SNS. Filter policies, platform endpoints and delivery retries are not modelled.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/">SNS API reference</a>
 */
public final class SnsService implements Service.OfQuery {
  private static final int PAGE = 100;

  private final Account account;
  private final Topics topics;

  public SnsService(Account account, Topics topics) {
    this.account = account;
    this.topics = topics;
  }

  @Override
  public Xml answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateTopic" -> createTopic(input);
      case "SetTopicAttributes" -> setTopicAttributes(input);
      case "GetTopicAttributes" -> topicAttributes(input);
      case "Subscribe" -> subscribe(input);
      case "ConfirmSubscription" -> confirmSubscription(input);
      case "Unsubscribe" -> unsubscribe(input);
      case "ListSubscriptionsByTopic" -> subscriptions(input);
      case "GetSubscriptionAttributes" -> subscriptionAttributes(input);
      case "Publish" -> publish(caller, input);
      case "GetSMSSandboxAccountStatus" ->
          new Xml().text("IsInSandbox", Boolean.toString(topics.isSandbox()));
      case "GetSMSAttributes" -> smsAttributes(input);
      case "SetSMSAttributes" -> setSmsAttributes(input);
      default -> throw Service.unknownOperation(operation);
    };
  }

  private Topic topic(Input input) {
    return topics.require(input.text("TopicArn"));
  }

  private Xml createTopic(Input input) {
    input.only("Name", "Attributes", "Tags");
    Topic topic = topics.create(input.text("Name"));
    input.map("Attributes").forEach(topic::set);
    return new Xml().text("TopicArn", topic.arn());
  }

  private Xml setTopicAttributes(Input input) {
    input.only("TopicArn", "AttributeName", "AttributeValue");
    topic(input).set(input.text("AttributeName"), input.text("AttributeValue"));
    return new Xml();
  }

  private Xml topicAttributes(Input input) {
    Topic topic = topic(input.only("TopicArn"));
    List<Subscription> all = topic.subscriptions();
    long confirmed = all.stream().filter(Subscription::isConfirmed).count();
    Map<String, String> attributes = new LinkedHashMap<>(topic.shown(account));
    attributes.put("TopicArn", topic.arn());
    attributes.put("Owner", account.id());
    attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
    attributes.put("SubscriptionsPending", Long.toString(all.size() - confirmed));
    attributes.put("SubscriptionsDeleted", Long.toString(topics.deleted(topic)));
    return new Xml().map("Attributes", attributes);
  }

  private Xml subscribe(Input input) {
    input.only("TopicArn", "Protocol", "Endpoint", "Attributes", "ReturnSubscriptionArn");
    Map<String, String> attributes = input.map("Attributes");
    for (String name : attributes.keySet()) {
      if (!name.equals("RawMessageDelivery")) {
        throw AwsException.notModelled("the subscription attribute " + name);
      }
    }
    Subscription made =
        topics.subscribe(topic(input), input.text("Protocol"), input.text("Endpoint"), attributes);
    boolean tell = made.isConfirmed() || input.flag("ReturnSubscriptionArn");
    return new Xml().text("SubscriptionArn", tell ? made.arn() : "pending confirmation");
  }

  private Xml confirmSubscription(Input input) {
    input.only("TopicArn", "Token", "AuthenticateOnUnsubscribe");
    Subscription confirmed =
        topics.confirm(topic(input), input.text("Token"), input.flag("AuthenticateOnUnsubscribe"));
    return new Xml().text("SubscriptionArn", confirmed.arn());
  }

  private Xml unsubscribe(Input input) {
    String arn = input.only("SubscriptionArn").text("SubscriptionArn");
    int elements = arn.split(":", -1).length;
    if (elements < 6) {
      throw AwsException.badRequest(
          "InvalidParameter",
          "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not "
              + elements);
    }
    topics.unsubscribe(arn);
    return new Xml();
  }

  private Xml subscriptions(Input input) {
    Topic topic = topic(input.only("TopicArn", "NextToken"));
    List<Subscription> all = topic.subscriptions();
    String token = input.optionalText("NextToken").orElse("0");
    if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > all.size()) {
      throw AwsException.badRequest("InvalidParameter", "Invalid parameter: NextToken");
    }
    int start = Integer.parseInt(token);
    int end = Math.min(start + PAGE, all.size());
    Xml xml = new Xml();
    xml.members(
        "Subscriptions",
        all.subList(start, end),
        (out, one) ->
            out.text("SubscriptionArn", one.isConfirmed() ? one.arn() : "PendingConfirmation")
                .text("Owner", account.id())
                .text("Protocol", one.protocol())
                .text("Endpoint", one.endpoint())
                .text("TopicArn", topic.arn()));
    return end < all.size() ? xml.text("NextToken", Integer.toString(end)) : xml;
  }

  private Xml subscriptionAttributes(Input input) {
    Subscription one =
        topics.requireSubscription(input.only("SubscriptionArn").text("SubscriptionArn"));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("SubscriptionArn", one.arn());
    attributes.put("TopicArn", one.arn().substring(0, one.arn().lastIndexOf(':')));
    attributes.put("Owner", account.id());
    attributes.put("Protocol", one.protocol());
    attributes.put("Endpoint", one.endpoint());
    attributes.put("PendingConfirmation", Boolean.toString(!one.isConfirmed()));
    attributes.put("ConfirmationWasAuthenticated", Boolean.toString(one.isAuthenticated()));
    attributes.put("RawMessageDelivery", Boolean.toString(one.isRaw()));
    return new Xml().map("Attributes", attributes);
  }

  private Xml publish(Caller caller, Input input) {
    input.only("TopicArn", "Message", "Subject", "MessageStructure", "MessageAttributes");
    Notification notification =
        Notification.of(
            input.optionalText("Subject"),
            input.text("Message"),
            input.optionalText("MessageStructure"));
    return new Xml().text("MessageId", topics.publish(topic(input), caller, notification));
  }

  private Xml smsAttributes(Input input) {
    List<String> wanted = input.only("attributes").texts("attributes");
    Map<String, String> found = new LinkedHashMap<>(topics.smsAttributes());
    if (!wanted.isEmpty()) {
      found.keySet().retainAll(wanted);
    }
    return new Xml().map("attributes", found);
  }

  private Xml setSmsAttributes(Input input) {
    Map<String, String> attributes = input.only("attributes").map("attributes");
    attributes.forEach(
        (name, value) -> {
          if (!name.equals("MonthlySpendLimit")) {
            throw AwsException.notModelled("the SMS attribute " + name);
          }
          if (!value.matches("[0-9]{1,9}")) {
            throw AwsException.badRequest("InvalidParameter", "Invalid parameter: " + name);
          }
        });
    topics.smsAttributes().putAll(attributes);
    return new Xml();
  }
}
