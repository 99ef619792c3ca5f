package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.events.Rule;
import io.lwarotation.local.aws.events.Target;
import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.sns.Subscription;
import io.lwarotation.local.aws.sns.Topic;
import io.lwarotation.local.aws.sqs.Queue;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The types of resources that a template may have: how each is made, changed and deleted. */
final class ResourceTypes {
  private static final Duration LONGEST_DELETION_OF_A_KEY = Duration.ofDays(30);

  private final Cloud cloud;
  private final Map<String, Type> types = new HashMap<>();

  /** A row of the table. */
  record Type(Function<Wanted, Made> put, Consumer<StackResource> delete) {}

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

  ResourceTypes(Cloud cloud, Functions functions) {
    this.cloud = cloud;
    type("SNS::Topic", this::topic, one -> cloud.topics().delete(one.physicalId()));
    type("SNS::TopicPolicy", this::topicPolicy, this::removeTopicPolicy);
    type("SNS::Subscription", this::subscription, o -> cloud.topics().unsubscribe(o.physicalId()));
    type("SQS::Queue", this::queue, one -> cloud.queues().delete(lastPart(one.physicalId())));
    type("SQS::QueuePolicy", this::queuePolicy, this::removeQueuePolicy);
    type("Events::Rule", this::rule, one -> cloud.bus().delete(one.physicalId()));
    type("Scheduler::Schedule", this::schedule, one -> cloud.schedules().remove(one.physicalId()));
    type("KMS::Key", this::key, this::deleteKey);
    type("CloudWatch::Alarm", this::alarm, one -> cloud.alarms().remove(one.physicalId()));
    type("IAM::Role", this::role, one -> cloud.roles().remove(one.physicalId()));
    type("IAM::Policy", this::policy, one -> cloud.roles().detach(one.physicalId()));
    type(
        "Lambda::Function",
        wanted -> {
          DeployedFunction function = function(wanted);
          cloud.functions().put(function, functions);
          return new Made(function.name(), Map.of("Arn", function.arn()));
        },
        one -> cloud.functions().remove(one.attributes().getOrDefault("Arn", "")));
    // The rest gets a name and does nothing: logs are not modelled.
    named("Logs::LogGroup", this::logGroup);
    named("IAM::ManagedPolicy", one -> new Made(cloud.account().iamArn("policy/" + one.name())));
    for (String type :
        List.of(
            "CDK::Metadata",
            "CloudWatch::Dashboard",
            "Lambda::EventInvokeConfig",
            "Lambda::EventSourceMapping",
            "Lambda::Permission",
            "Logs::MetricFilter")) {
      named(type, wanted -> new Made(wanted.name()));
    }
  }

  private void type(String name, Function<Wanted, Made> put, Consumer<StackResource> delete) {
    types.put("AWS::" + name, new Type(put, delete));
  }

  private void named(String name, Function<Wanted, Made> put) {
    type(name, put, _ -> {});
  }

  Type require(String type) {
    return Optional.ofNullable(types.get(type))
        .orElseThrow(
            () -> new DeploymentException("LocalAws does not model resources of type " + type));
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

  private Made topicPolicy(Wanted wanted) {
    Input properties = wanted.properties().only("Topics PolicyDocument");
    String document = properties.node("PolicyDocument").toString();
    properties.texts("Topics").forEach(arn -> cloud.topics().require(arn).set("Policy", document));
    return new Made(wanted.name());
  }

  private void removeTopicPolicy(StackResource resource) {
    for (String arn : resource.input().texts("Topics")) {
      cloud.topics().find(arn).ifPresent(Topic::removePolicy);
    }
  }

  private Made subscription(Wanted wanted) {
    Input properties = wanted.properties().only("TopicArn Protocol Endpoint RawMessageDelivery");
    Subscription made =
        cloud
            .topics()
            .subscribe(
                cloud.topics().require(properties.text("TopicArn")),
                properties.text("Protocol"),
                properties.text("Endpoint"),
                properties.flag("RawMessageDelivery"));
    return new Made(made.arn(), Map.of("Arn", made.arn()));
  }

  private Made queue(Wanted wanted) {
    Map<String, String> attributes = Input.texts(wanted.properties().json());
    attributes.keySet().removeAll(Set.of("QueueName", "Tags"));
    Queue queue = cloud.queues().create(wanted.nameOr("QueueName"), attributes);
    String url = cloud.queues().url(queue);
    return new Made(url, Map.of("Arn", queue.arn(), "QueueName", queue.name(), "QueueUrl", url));
  }

  private Made queuePolicy(Wanted wanted) {
    Input properties = wanted.properties().only("Queues PolicyDocument");
    String document = properties.node("PolicyDocument").toString();
    for (String url : properties.texts("Queues")) {
      cloud.queues().byUrl(url).attributes().set("Policy", document);
    }
    return new Made(wanted.name());
  }

  private void removeQueuePolicy(StackResource resource) {
    for (String url : resource.input().texts("Queues")) {
      cloud.queues().byName(lastPart(url)).ifPresent(queue -> queue.attributes().set("Policy", ""));
    }
  }

  private Made rule(Wanted wanted) {
    Input properties = wanted.properties().only("Name Description EventPattern State Targets Tags");
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

  private Made key(Wanted wanted) {
    Input properties = wanted.properties();
    Key key =
        wanted
            .old()
            .flatMap(old -> cloud.keys().find(old.physicalId()))
            .orElseGet(
                () -> cloud.keys().create(properties.optionalText("Description").orElse("")));
    key.rotate(properties.flag("EnableKeyRotation"));
    if (properties.has("KeyPolicy")) {
      key.policy(properties.node("KeyPolicy").toString());
    }
    return new Made(key.id(), Map.of("Arn", key.arn(), "KeyId", key.id()));
  }

  private void deleteKey(StackResource resource) {
    cloud
        .keys()
        .require(resource.physicalId())
        .deleteAt(cloud.account().now().plus(LONGEST_DELETION_OF_A_KEY));
  }

  private Made alarm(Wanted wanted) {
    String name = wanted.nameOr("AlarmName");
    cloud.alarms().put(name, wanted.properties(), cloud.account().now());
    return new Made(name, Map.of("Arn", cloud.alarms().arn(name)));
  }

  private DeployedFunction function(Wanted wanted) {
    Input properties = wanted.properties();
    String name = wanted.nameOr("FunctionName");
    return new DeployedFunction(
        wanted.logicalId(),
        name,
        cloud.account().arn("lambda", "function:" + name),
        properties.text("Handler"),
        properties.text("Runtime"),
        properties.optionalText("Role").orElse(""),
        properties.optionalInt("MemorySize").orElse(128),
        Duration.ofSeconds(properties.optionalInt("Timeout").orElse(3)),
        properties.nested("Environment").map("Variables"));
  }

  private Made role(Wanted wanted) {
    wanted
        .properties()
        .only(
            "RoleName AssumeRolePolicyDocument Description ManagedPolicyArns Tags MaxSessionDuration");
    String role = wanted.nameOr("RoleName");
    cloud.roles().add(role);
    return new Made(
        role, Map.of("Arn", cloud.account().iamArn("role/" + role), "RoleId", "AROAEXAMPLE"));
  }

  private Made policy(Wanted wanted) {
    Input properties = wanted.properties().only("PolicyName PolicyDocument Roles");
    String name = properties.text("PolicyName");
    Policy policy = Policy.ofRole(properties.node("PolicyDocument"));
    cloud.roles().detach(name);
    properties.texts("Roles").forEach(role -> cloud.roles().attach(role, name, policy));
    return new Made(name);
  }

  private Made logGroup(Wanted wanted) {
    String group = wanted.nameOr("LogGroupName");
    return new Made(group, Map.of("Arn", cloud.account().arn("logs", "log-group:" + group + ":*")));
  }
}
