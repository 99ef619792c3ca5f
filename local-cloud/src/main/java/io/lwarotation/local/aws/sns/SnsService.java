package io.lwarotation.local.aws.sns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amazon SNS. Filter policies, platform endpoints and delivery retries are not modelled. */
public record SnsService(Account account, Topics topics) implements Endpoint.Service {
  private static final int PAGE = 100;
  private static final String SPEND_LIMIT = "MonthlySpendLimit";

  /** For so long an ended subscription is counted as deleted. */
  private static final Duration COUNTED = Duration.ofDays(3);

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    return switch (operation) {
      case "CreateTopic" -> {
        Topic topic = topics.create(input.only("Name Attributes Tags").text("Name"));
        input.map("Attributes").forEach(topic::set);
        yield Json.object().put("TopicArn", topic.arn());
      }
      case "SetTopicAttributes" -> {
        topic(input.only("TopicArn AttributeName AttributeValue"))
            .set(input.text("AttributeName"), input.text("AttributeValue"));
        yield Json.object();
      }
      case "GetTopicAttributes" -> topicAttributes(topic(input.only("TopicArn")));
      case "Subscribe" -> subscribe(input);
      case "ConfirmSubscription" -> {
        input.only("TopicArn Token AuthenticateOnUnsubscribe");
        boolean authenticate = input.flag("AuthenticateOnUnsubscribe");
        yield arn(topics.confirm(input.text("TopicArn"), input.text("Token"), authenticate));
      }
      case "Unsubscribe" -> {
        String arn = input.only("SubscriptionArn").text("SubscriptionArn");
        int elements = arn.split(":", -1).length;
        if (elements < 6) {
          throw invalid(
              "SubscriptionArn Reason: An ARN must have at least 6 elements, not " + elements);
        }
        topics.unsubscribe(arn);
        yield Json.object();
      }
      case "ListSubscriptionsByTopic" -> subscriptions(input);
      case "GetSubscriptionAttributes" -> subscriptionAttributes(input);
      case "Publish" -> publish(caller, input);
      case "GetSMSSandboxAccountStatus" -> Json.object().put("IsInSandbox", topics.isSandbox());
      case "GetSMSAttributes" -> {
        List<String> wanted = input.only("attributes").texts("attributes");
        boolean told = wanted.isEmpty() || wanted.contains(SPEND_LIMIT);
        yield attributes("attributes", told ? Map.of(SPEND_LIMIT, topics.spendLimit) : Map.of());
      }
      case "SetSMSAttributes" -> setSmsAttributes(input.only("attributes").map("attributes"));
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
    return Json.object().set(name, Json.object(attributes));
  }

  private ObjectNode topicAttributes(Topic topic) {
    int all = topic.subscriptions().size();
    long confirmed = topic.subscriptions().values().stream().filter(one -> one.confirmed).count();
    Instant lately = account.now().minus(COUNTED);
    long deleted = topic.ended().stream().filter(one -> one.isAfter(lately)).count();
    Map<String, String> attributes = topic.shown(account);
    attributes.put("TopicArn", topic.arn());
    attributes.put("Owner", account.id());
    attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
    attributes.put("SubscriptionsPending", Long.toString(all - confirmed));
    attributes.put("SubscriptionsDeleted", Long.toString(deleted));
    return attributes("Attributes", attributes);
  }

  private ObjectNode subscribe(Input input) {
    input.only("TopicArn Protocol Endpoint Attributes ReturnSubscriptionArn");
    Map<String, String> attributes = input.map("Attributes");
    if (!Set.of("RawMessageDelivery").containsAll(attributes.keySet())) {
      throw AwsException.notModelled("one of the subscription attributes " + attributes.keySet());
    }
    boolean raw = Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
    Subscription made =
        topics.add(input.text("TopicArn"), input.text("Protocol"), input.text("Endpoint"), raw);
    boolean told = made.confirmed || input.flag("ReturnSubscriptionArn");
    return arn(told ? made.arn : "pending confirmation");
  }

  private static ObjectNode arn(String arn) {
    return Json.object().put("SubscriptionArn", arn);
  }

  private ObjectNode subscriptions(Input input) {
    Topic topic = topic(input.only("TopicArn NextToken"));
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Subscriptions");
    List<Subscription> all = List.copyOf(topic.subscriptions().values());
    for (Subscription one : input.page(all, PAGE, answer, invalid("NextToken"))) {
      list.add(described(one, one.confirmed ? one.arn : "PendingConfirmation"));
    }
    return answer;
  }

  private ObjectNode described(Subscription one, String arn) {
    return arn(arn)
        .put("Owner", account.id())
        .put("Protocol", one.protocol)
        .put("Endpoint", one.endpoint)
        .put("TopicArn", one.arn.substring(0, one.arn.lastIndexOf(':')));
  }

  private ObjectNode subscriptionAttributes(Input input) {
    Subscription one =
        topics.requireSubscription(input.only("SubscriptionArn").text("SubscriptionArn"));
    ObjectNode attributes =
        described(one, one.arn)
            .put("PendingConfirmation", !one.confirmed)
            .put("ConfirmationWasAuthenticated", one.authenticated)
            .put("RawMessageDelivery", one.raw);
    return Json.object().set("Attributes", attributes);
  }

  private ObjectNode publish(Caller caller, Input input) {
    input.only("TopicArn Message Subject MessageStructure MessageAttributes");
    Notification notification =
        Notification.of(
            input.optionalText("Subject"),
            input.text("Message"),
            input.optionalText("MessageStructure"));
    String id = topics.publish(input.text("TopicArn"), caller, notification);
    return Json.object().put("MessageId", id);
  }

  private ObjectNode setSmsAttributes(Map<String, String> attributes) {
    String limit = attributes.getOrDefault(SPEND_LIMIT, "");
    if (!attributes.keySet().equals(Set.of(SPEND_LIMIT))) {
      throw AwsException.notModelled("one of the SMS attributes " + attributes.keySet());
    }
    if (!limit.matches("[0-9]{1,9}")) {
      throw invalid(SPEND_LIMIT);
    }
    topics.spendLimit = limit;
    return Json.object();
  }
}
