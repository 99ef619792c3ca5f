package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.events.Rule;
import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.sns.Topic;
import io.lwarotation.local.aws.sqs.Queue;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of resources that a template may have: how each is made, changed and deleted. */
record ResourceTypes(Cloud cloud, Functions functions) {
  /**
   * What is to be made, or changed if it is there.
   *
   * @param name generated from the stack's name and the logical id, for what the template names not
   * @param old what is to be changed; empty if it is to be made
   */
  record Wanted(
      String logicalId, String type, String name, Input properties, Optional<StackResource> old) {
    /** The name that the template gives, else the generated one. */
    String nameOr(String member) {
      return properties.optionalText(member).orElse(name);
    }
  }

  /** What {@code Ref} and {@code Fn::GetAtt} give of it. */
  record Made(String physicalId, Map<String, String> attributes) {
    Made(String physicalId) {
      this(physicalId, Map.of());
    }
  }

  Made put(Wanted wanted) {
    Input properties = wanted.properties();
    return switch (wanted.type()) {
      case "AWS::CloudWatch::Alarm" -> {
        String name = wanted.nameOr("AlarmName");
        cloud.alarms().put(name, properties);
        yield new Made(name, Map.of("Arn", cloud.alarms().arn(name)));
      }
      case "AWS::Events::Rule" -> {
        Rule rule = cloud.bus().put(wanted.nameOr("Name"), properties);
        yield new Made(rule.name(), Map.of("Arn", rule.arn()));
      }
      case "AWS::IAM::Policy" -> policy(wanted);
      case "AWS::IAM::Role" -> role(wanted);
      case "AWS::KMS::Key" -> {
        Key key = cloud.keys().put(wanted.old().map(StackResource::physicalId), properties);
        yield new Made(key.id(), Map.of("Arn", key.arn(), "KeyId", key.id()));
      }
      case "AWS::Lambda::Function" -> function(wanted);
      case "AWS::SNS::Subscription" -> {
        properties.only("TopicArn Protocol Endpoint RawMessageDelivery");
        String arn =
            cloud
                .topics()
                .subscribe(
                    properties.text("TopicArn"),
                    properties.text("Protocol"),
                    properties.text("Endpoint"),
                    properties.flag("RawMessageDelivery"));
        yield new Made(arn, Map.of("Arn", arn));
      }
      case "AWS::SNS::Topic" -> topic(wanted);
      case "AWS::SNS::TopicPolicy" -> {
        String document =
            properties.only("Topics PolicyDocument").node("PolicyDocument").toString();
        for (String arn : properties.texts("Topics")) {
          cloud.topics().require(arn).set("Policy", document);
        }
        yield new Made(wanted.name());
      }
      case "AWS::SQS::Queue" -> queue(wanted);
      case "AWS::SQS::QueuePolicy" -> {
        String document =
            properties.only("Queues PolicyDocument").node("PolicyDocument").toString();
        for (String url : properties.texts("Queues")) {
          cloud.queues().byUrl(url).attributes().set("Policy", document);
        }
        yield new Made(wanted.name());
      }
      case "AWS::Scheduler::Schedule" -> {
        String name = wanted.nameOr("Name");
        yield new Made(name, Map.of("Arn", cloud.schedules().put(name, properties)));
      }
      // The rest gets a name and does nothing: logs are not modelled.
      case "AWS::Logs::LogGroup" -> {
        String group = wanted.nameOr("LogGroupName");
        String arn = cloud.account().arn("logs", "log-group:" + group + ":*");
        yield new Made(group, Map.of("Arn", arn));
      }
      case "AWS::CloudWatch::Dashboard",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping" ->
          new Made(wanted.name());
      default ->
          throw new DeploymentException(
              "LocalAws does not model resources of type " + wanted.type());
    };
  }

  void delete(StackResource one) {
    String id = one.physicalId();
    switch (one.type()) {
      case "AWS::CloudWatch::Alarm" -> cloud.alarms().remove(id);
      case "AWS::Events::Rule" -> cloud.bus().delete(id);
      case "AWS::IAM::Policy" -> detach(one.input());
      case "AWS::IAM::Role" -> cloud.roles().remove(id);
      case "AWS::KMS::Key" -> cloud.keys().scheduleDeletion(id);
      case "AWS::Lambda::Function" -> cloud.functions().remove(id);
      case "AWS::SNS::Subscription" -> cloud.topics().unsubscribe(id);
      case "AWS::SNS::Topic" -> cloud.topics().delete(id);
      case "AWS::SNS::TopicPolicy" -> {
        for (String arn : one.input().texts("Topics")) {
          cloud.topics().find(arn).ifPresent(topic -> topic.attributes().remove("Policy"));
        }
      }
      case "AWS::SQS::Queue" -> cloud.queues().delete(lastPart(id));
      case "AWS::SQS::QueuePolicy" -> {
        for (String url : one.input().texts("Queues")) {
          cloud.queues().find(lastPart(url)).ifPresent(q -> q.attributes().set("Policy", ""));
        }
      }
      case "AWS::Scheduler::Schedule" -> cloud.schedules().remove(id);
      default -> {}
    }
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private Made topic(Wanted wanted) {
    Input properties = wanted.properties().only("TopicName DisplayName KmsMasterKeyId Tags");
    Topic topic = cloud.topics().create(wanted.nameOr("TopicName"));
    for (String attribute : new String[] {"DisplayName", "KmsMasterKeyId"}) {
      properties.optionalText(attribute).ifPresent(value -> topic.set(attribute, value));
    }
    return new Made(topic.arn(), Map.of("TopicArn", topic.arn(), "TopicName", topic.name()));
  }

  private Made queue(Wanted wanted) {
    Map<String, String> attributes = Input.texts(wanted.properties().json());
    attributes.keySet().removeAll(Set.of("QueueName", "Tags"));
    Queue queue = cloud.queues().create(wanted.nameOr("QueueName"), attributes);
    String url = cloud.queues().url(queue);
    return new Made(url, Map.of("Arn", queue.arn(), "QueueName", queue.name(), "QueueUrl", url));
  }

  private Made function(Wanted wanted) {
    Input properties = wanted.properties();
    String name = wanted.nameOr("FunctionName");
    String arn = cloud.account().arn("lambda", "function:" + name);
    DeployedFunction function =
        new DeployedFunction(
            wanted.logicalId(),
            name,
            arn,
            properties.text("Handler"),
            properties.text("Runtime"),
            properties.optionalText("Role").orElse(""),
            properties.optionalInt("MemorySize").orElse(128),
            Duration.ofSeconds(properties.optionalInt("Timeout").orElse(3)),
            properties.nested("Environment").map("Variables"));
    cloud.functions().put(function, functions);
    return new Made(name, Map.of("Arn", arn));
  }

  private Made role(Wanted wanted) {
    wanted
        .properties()
        .only(
            "RoleName AssumeRolePolicyDocument Description ManagedPolicyArns Tags MaxSessionDuration");
    String role = wanted.nameOr("RoleName");
    cloud.roles().add(role);
    return new Made(role, Map.of("Arn", cloud.account().iamArn("role/" + role)));
  }

  private Made policy(Wanted wanted) {
    Input properties = wanted.properties().only("PolicyName PolicyDocument Roles");
    String name = properties.text("PolicyName");
    Policy policy = Policy.ofRole(properties.node("PolicyDocument"));
    wanted.old().map(StackResource::input).ifPresent(this::detach);
    properties.texts("Roles").forEach(role -> cloud.roles().attach(role, name, policy));
    return new Made(name);
  }

  private void detach(Input policy) {
    String name = policy.text("PolicyName");
    policy.texts("Roles").forEach(role -> cloud.roles().detach(role, name));
  }
}
