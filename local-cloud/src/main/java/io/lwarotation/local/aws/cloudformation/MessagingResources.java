package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.events.Rule;
import io.lwarotation.local.aws.events.Target;
import io.lwarotation.local.aws.sns.Subscription;
import io.lwarotation.local.aws.sns.Topic;
import io.lwarotation.local.aws.sqs.Queue;
import io.lwarotation.local.aws.wire.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Topics, queues, rules and schedules. */
final class MessagingResources implements Provisioner {
  private static final Set<String> TYPES =
      Set.of(
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SNS::Subscription",
          "AWS::SQS::Queue",
          "AWS::SQS::QueuePolicy",
          "AWS::Events::Rule",
          "AWS::Scheduler::Schedule");

  private final Cloud cloud;

  MessagingResources(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public boolean knows(String type) {
    return TYPES.contains(type);
  }

  @Override
  public Made put(Wanted wanted) {
    return switch (wanted.type()) {
      case "AWS::SNS::Topic" -> topic(wanted);
      case "AWS::SNS::TopicPolicy" -> topicPolicy(wanted);
      case "AWS::SNS::Subscription" -> subscription(wanted);
      case "AWS::SQS::Queue" -> queue(wanted);
      case "AWS::SQS::QueuePolicy" -> queuePolicy(wanted);
      case "AWS::Events::Rule" -> rule(wanted);
      default -> schedule(wanted);
    };
  }

  private Made topic(Wanted wanted) {
    Input properties =
        wanted.properties().only("TopicName", "DisplayName", "KmsMasterKeyId", "Tags");
    Topic topic = cloud.topics().create(wanted.nameOr("TopicName"));
    for (String attribute : new String[] {"DisplayName", "KmsMasterKeyId"}) {
      properties.optionalText(attribute).ifPresent(value -> topic.set(attribute, value));
    }
    return new Made(topic.arn(), Map.of("TopicArn", topic.arn(), "TopicName", topic.name()));
  }

  private Made topicPolicy(Wanted wanted) {
    Input properties = wanted.properties().only("Topics", "PolicyDocument");
    String document = properties.node("PolicyDocument").toString();
    properties.texts("Topics").forEach(arn -> cloud.topics().require(arn).set("Policy", document));
    return new Made(wanted.name(), Map.of());
  }

  private Made subscription(Wanted wanted) {
    Input properties =
        wanted.properties().only("TopicArn", "Protocol", "Endpoint", "RawMessageDelivery");
    Map<String, String> attributes = new LinkedHashMap<>();
    properties
        .optionalText("RawMessageDelivery")
        .ifPresent(value -> attributes.put("RawMessageDelivery", value));
    Subscription made =
        cloud
            .topics()
            .subscribe(
                cloud.topics().require(properties.text("TopicArn")),
                properties.text("Protocol"),
                properties.text("Endpoint"),
                attributes);
    return new Made(made.arn(), Map.of("Arn", made.arn()));
  }

  private Made queue(Wanted wanted) {
    Map<String, String> attributes = wanted.properties().map("");
    for (Map.Entry<String, JsonNode> entry : wanted.properties().json().properties()) {
      if (!entry.getKey().equals("QueueName") && !entry.getKey().equals("Tags")) {
        JsonNode value = entry.getValue();
        attributes.put(entry.getKey(), value.isValueNode() ? value.asText() : value.toString());
      }
    }
    Queue queue = cloud.queues().create(wanted.nameOr("QueueName"), attributes);
    String url = cloud.queueUrl(queue);
    return new Made(url, Map.of("Arn", queue.arn(), "QueueName", queue.name(), "QueueUrl", url));
  }

  private Made queuePolicy(Wanted wanted) {
    Input properties = wanted.properties().only("Queues", "PolicyDocument");
    String document = properties.node("PolicyDocument").toString();
    properties
        .texts("Queues")
        .forEach(url -> cloud.queues().byUrl(url).attributes().set("Policy", document));
    return new Made(wanted.name(), Map.of());
  }

  private Made rule(Wanted wanted) {
    Input properties =
        wanted.properties().only("Name", "Description", "EventPattern", "State", "Targets", "Tags");
    Rule rule =
        cloud
            .bus()
            .put(
                wanted.nameOr("Name"),
                properties.node("EventPattern").toString(),
                properties.optionalText("Description").orElse(""),
                !properties.optionalText("State").orElse("ENABLED").equals("DISABLED"));
    rule.removeTargets();
    properties.items("Targets").stream().map(Target::of).forEach(rule::put);
    return new Made(rule.name(), Map.of("Arn", rule.arn()));
  }

  private Made schedule(Wanted wanted) {
    String name = wanted.nameOr("Name");
    cloud.schedules().put(name, wanted.properties());
    return new Made(name, Map.of("Arn", cloud.schedules().arn(name)));
  }

  @Override
  public void delete(StackResource resource) {
    String id = resource.physicalId();
    switch (resource.type()) {
      case "AWS::SNS::Topic" -> cloud.topics().delete(id);
      case "AWS::SNS::TopicPolicy" ->
          resource
              .input()
              .texts("Topics")
              .forEach(arn -> cloud.topics().find(arn).ifPresent(Topic::removePolicy));
      case "AWS::SNS::Subscription" -> cloud.topics().unsubscribe(id);
      case "AWS::SQS::Queue" -> cloud.queues().delete(id.substring(id.lastIndexOf('/') + 1));
      case "AWS::SQS::QueuePolicy" ->
          resource
              .input()
              .texts("Queues")
              .forEach(
                  url ->
                      cloud
                          .queues()
                          .byName(url.substring(url.lastIndexOf('/') + 1))
                          .ifPresent(queue -> queue.attributes().set("Policy", "")));
      case "AWS::Events::Rule" -> cloud.bus().delete(id);
      default -> cloud.schedules().remove(id);
    }
  }
}
