package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.iam.IdentityPolicy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Input;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Keys, functions, and what stands around functions and is not modelled further. */
final class ComputeResources implements Provisioner {
  private static final Set<String> MODELLED =
      Set.of(
          "AWS::CloudWatch::Alarm",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Key",
          "AWS::KMS::Alias",
          "AWS::Lambda::Function");

  /** These get a name and do nothing: logs are not modelled. */
  private static final Set<String> NAMED_ONLY =
      Set.of(
          "AWS::CDK::Metadata",
          "AWS::CloudWatch::Dashboard",
          "AWS::IAM::ManagedPolicy",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::Logs::MetricFilter");

  private final Cloud cloud;
  private final Functions functions;

  ComputeResources(Cloud cloud, Functions functions) {
    this.cloud = cloud;
    this.functions = functions;
  }

  @Override
  public boolean knows(String type) {
    return MODELLED.contains(type) || NAMED_ONLY.contains(type);
  }

  @Override
  public Made put(Wanted wanted) {
    return switch (wanted.type()) {
      case "AWS::KMS::Key" -> key(wanted);
      case "AWS::KMS::Alias" -> alias(wanted);
      case "AWS::CloudWatch::Alarm" -> alarm(wanted);
      case "AWS::IAM::Role" -> role(wanted);
      case "AWS::IAM::Policy" -> policy(wanted);
      case "AWS::Lambda::Function" -> {
        DeployedFunction function = function(wanted, cloud.account());
        cloud.functions().put(function, functions);
        yield new Made(function.name(), Map.of("Arn", function.arn()));
      }
      default -> named(wanted);
    };
  }

  private Made key(Wanted wanted) {
    Input properties = wanted.properties();
    Key key =
        wanted
            .old()
            .flatMap(old -> cloud.keys().find(old.physicalId()))
            .orElseGet(
                () ->
                    cloud
                        .keys()
                        .create(properties.optionalText("Description").orElse(""), Map.of()));
    key.rotate(properties.flag("EnableKeyRotation"));
    if (properties.has("KeyPolicy")) {
      key.policy(properties.node("KeyPolicy").toString());
    }
    return new Made(key.id(), Map.of("Arn", key.arn(), "KeyId", key.id()));
  }

  private Made alias(Wanted wanted) {
    String alias = wanted.properties().text("AliasName");
    cloud.keys().removeAlias(alias);
    cloud.keys().addAlias(alias, cloud.keys().require(wanted.properties().text("TargetKeyId")));
    return new Made(alias, Map.of());
  }

  private Made alarm(Wanted wanted) {
    String name = wanted.nameOr("AlarmName");
    cloud.alarms().put(name, wanted.properties(), cloud.clock().instant());
    return new Made(name, Map.of("Arn", cloud.alarms().arn(name)));
  }

  static DeployedFunction function(Wanted wanted, Account account) {
    Input properties = wanted.properties();
    String name = wanted.nameOr("FunctionName");
    return new DeployedFunction(
        wanted.logicalId(),
        name,
        account.arn("lambda", "function:" + name),
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
            "RoleName",
            "AssumeRolePolicyDocument",
            "Description",
            "ManagedPolicyArns", // of others' functions, which nobody runs here
            "Tags",
            "MaxSessionDuration");
    String role = wanted.nameOr("RoleName");
    cloud.roles().add(role);
    return new Made(
        role, Map.of("Arn", cloud.account().iamArn("role/" + role), "RoleId", "AROAEXAMPLE"));
  }

  private Made policy(Wanted wanted) {
    Input properties = wanted.properties().only("PolicyName", "PolicyDocument", "Roles");
    String name = properties.text("PolicyName");
    IdentityPolicy policy = IdentityPolicy.of(properties.node("PolicyDocument"));
    cloud.roles().detach(name);
    properties.texts("Roles").forEach(role -> cloud.roles().attach(role, name, policy));
    return new Made(name, Map.of());
  }

  private Made named(Wanted wanted) {
    Account account = cloud.account();
    String name = wanted.name();
    return switch (wanted.type()) {
      case "AWS::IAM::ManagedPolicy" -> new Made(account.iamArn("policy/" + name), Map.of());
      case "AWS::Logs::LogGroup" -> {
        String group = wanted.nameOr("LogGroupName");
        yield new Made(group, Map.of("Arn", account.arn("logs", "log-group:" + group + ":*")));
      }
      default -> new Made(name, Map.of());
    };
  }

  @Override
  public void delete(StackResource resource) {
    switch (resource.type()) {
      case "AWS::KMS::Key" ->
          cloud
              .keys()
              .require(resource.physicalId())
              .deleteAt(cloud.clock().instant().plus(Duration.ofDays(30)));
      case "AWS::KMS::Alias" -> cloud.keys().removeAlias(resource.physicalId());
      case "AWS::CloudWatch::Alarm" -> cloud.alarms().remove(resource.physicalId());
      case "AWS::IAM::Role" -> cloud.roles().remove(resource.physicalId());
      case "AWS::IAM::Policy" -> cloud.roles().detach(resource.physicalId());
      case "AWS::Lambda::Function" ->
          cloud.functions().remove(resource.attributes().getOrDefault("Arn", ""));
      default -> {} // was a name only
    }
  }
}
