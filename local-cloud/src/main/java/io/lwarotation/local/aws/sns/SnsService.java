package io.lwarotation.local.aws.sns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Amazon SNS. Filter policies, platform endpoints and delivery retries are not modelled.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/">SNS API reference</a>
 */
public record SnsService(Account account, Topics topics) implements Endpoint.Service {
  private static final int PAGE = 100;

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateTopic" -> createTopic(input);
      case "SetTopicAttributes" -> {
        topic(input.only("TopicArn AttributeName AttributeValue"))
            .set(input.text("AttributeName"), input.text("AttributeValue"));
        yield Json.object();
      }
      case "GetTopicAttributes" -> topicAttributes(topic(input.only("TopicArn")));
      case "Subscribe" -> subscribe(input);
      case "ConfirmSubscription" ->
          arn(
              topics.confirm(
                  topic(input.only("TopicArn Token AuthenticateOnUnsubscribe")),
                  input.text("Token"),
                  input.flag("AuthenticateOnUnsubscribe")));
      case "Unsubscribe" -> unsubscribe(input);
      case "ListSubscriptionsByTopic" -> subscriptions(input);
      case "GetSubscriptionAttributes" -> subscriptionAttributes(input);
      case "Publish" -> publish(caller, input);
      case "GetSMSSandboxAccountStatus" -> Json.object().put("IsInSandbox", topics.isSandbox());
      case "GetSMSAttributes" -> smsAttributes(input);
      case "SetSMSAttributes" -> setSmsAttributes(input);
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  static AwsException invalid(String what) {
    return AwsException.badRequest("InvalidParameter", "Invalid parameter: " + what);
  }

  private Topic topic(Input input) {
    return topics.require(input.text("TopicArn"));
  }

  private static ObjectNode attributes(String name, Map<String, String> attributes) {
    ObjectNode answer = Json.object();
    answer.set(name, Json.object(attributes));
    return answer;
  }

  private ObjectNode createTopic(Input input) {
    Topic topic = topics.create(input.only("Name Attributes Tags").text("Name"));
    input.map("Attributes").forEach(topic::set);
    return Json.object().put("TopicArn", topic.arn());
  }

  private ObjectNode topicAttributes(Topic topic) {
    List<Subscription> all = topic.subscriptions();
    long confirmed = all.stream().filter(Subscription::isConfirmed).count();
    Map<String, String> attributes = new LinkedHashMap<>(topic.shown(account));
    attributes.put("TopicArn", topic.arn());
    attributes.put("Owner", account.id());
    attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
    attributes.put("SubscriptionsPending", Long.toString(all.size() - confirmed));
    attributes.put("SubscriptionsDeleted", Long.toString(topics.deleted(topic)));
    return attributes("Attributes", attributes);
  }

  private ObjectNode subscribe(Input input) {
    input.only("TopicArn Protocol Endpoint Attributes ReturnSubscriptionArn");
    Map<String, String> attributes = input.map("Attributes");
    for (String name : attributes.keySet()) {
      if (!name.equals("RawMessageDelivery")) {
        throw AwsException.notModelled("the subscription attribute " + name);
      }
    }
    boolean raw = Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
    Subscription made =
        topics.subscribe(topic(input), input.text("Protocol"), input.text("Endpoint"), raw);
    boolean tell = made.isConfirmed() || input.flag("ReturnSubscriptionArn");
    return tell ? arn(made) : Json.object().put("SubscriptionArn", "pending confirmation");
  }

  private static ObjectNode arn(Subscription subscription) {
    return Json.object().put("SubscriptionArn", subscription.arn);
  }

  private ObjectNode unsubscribe(Input input) {
    String arn = input.only("SubscriptionArn").text("SubscriptionArn");
    int elements = arn.split(":", -1).length;
    if (elements < 6) {
      throw invalid(
          "SubscriptionArn Reason: An ARN must have at least 6 elements, not " + elements);
    }
    topics.unsubscribe(arn);
    return Json.object();
  }

  private ObjectNode subscriptions(Input input) {
    Topic topic = topic(input.only("TopicArn NextToken"));
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Subscriptions");
    for (Subscription one : input.page(topic.subscriptions(), PAGE, answer, invalid("NextToken"))) {
      list.addObject()
          .put("SubscriptionArn", one.isConfirmed() ? one.arn : "PendingConfirmation")
          .put("Owner", account.id())
          .put("Protocol", one.protocol)
          .put("Endpoint", one.endpoint)
          .put("TopicArn", topic.arn());
    }
    return answer;
  }

  private ObjectNode subscriptionAttributes(Input input) {
    Subscription one =
        topics.requireSubscription(input.only("SubscriptionArn").text("SubscriptionArn"));
    ObjectNode answer = Json.object();
    answer
        .putObject("Attributes")
        .put("SubscriptionArn", one.arn)
        .put("TopicArn", one.arn.substring(0, one.arn.lastIndexOf(':')))
        .put("Owner", account.id())
        .put("Protocol", one.protocol)
        .put("Endpoint", one.endpoint)
        .put("PendingConfirmation", !one.isConfirmed())
        .put("ConfirmationWasAuthenticated", one.isAuthenticated())
        .put("RawMessageDelivery", one.raw);
    return answer;
  }

  private ObjectNode publish(Caller caller, Input input) {
    input.only("TopicArn Message Subject MessageStructure MessageAttributes");
    Notification notification =
        Notification.of(
            input.optionalText("Subject"),
            input.text("Message"),
            input.optionalText("MessageStructure"));
    return Json.object().put("MessageId", topics.publish(topic(input), caller, notification));
  }

  private ObjectNode smsAttributes(Input input) {
    List<String> wanted = input.only("attributes").texts("attributes");
    Map<String, String> found = new LinkedHashMap<>(topics.smsAttributes());
    found.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
    return attributes("attributes", found);
  }

  private ObjectNode setSmsAttributes(Input input) {
    Map<String, String> attributes = input.only("attributes").map("attributes");
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (!attribute.getKey().equals("MonthlySpendLimit")) {
        throw AwsException.notModelled("the SMS attribute " + attribute.getKey());
      }
      if (!attribute.getValue().matches("[0-9]{1,9}")) {
        throw invalid(attribute.getKey());
      }
    }
    topics.smsAttributes().putAll(attributes);
    return Json.object();
  }
}
