package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The statements of policies, and the ARNs in them. */
final class Statements {
  private Statements() {}

  /** Allows a role something on one resource. */
  static PolicyStatement allow(String action, String resource) {
    return allow(List.of(action), List.of(resource));
  }

  /** Allows a role something on these resources. */
  static PolicyStatement allow(List<String> actions, List<String> resources) {
    return allow(actions, resources, Map.of());
  }

  /** Allows a role something on these resources if all is as it says. */
  static PolicyStatement allow(
      List<String> actions, List<String> resources, Map<String, ?> conditions) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(resources)
        .conditions(conditions)
        .build();
  }

  /** Allows somebody something, in the policy of a resource. */
  static PolicyStatement of(
      String sid,
      IPrincipal principal,
      List<String> actions,
      String resource,
      Map<String, ?> conditions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(principal))
        .actions(actions)
        .resources(List.of(resource))
        .conditions(conditions)
        .build();
  }

  /** Denies a role something, whatever else may allow it. */
  static PolicyStatement deny(String action, List<String> resources, Map<String, ?> conditions) {
    return PolicyStatement.Builder.create()
        .effect(Effect.DENY)
        .actions(List.of(action))
        .resources(resources)
        .conditions(conditions)
        .build();
  }

  /** Denies a role to write over a parameter that is there. */
  static PolicyStatement denyOverwriting(List<String> parameters) {
    return deny(
        "ssm:PutParameter", parameters, Map.of("StringEquals", Map.of("ssm:Overwrite", "true")));
  }

  /** An ARN in the stack's account and region. */
  static String arn(Construct scope, String service, String resource) {
    Stack stack = Stack.of(scope);
    return "arn:%s:%s:%s:%s:%s"
        .formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(), resource);
  }

  /** The ARNs of parameters, whose names begin with a slash. */
  static List<String> parameters(Construct scope, List<String> names) {
    return names.stream().map(name -> arn(scope, "ssm", "parameter" + name)).toList();
  }

  /**
   * Tells cdk-nag why a role may have a wildcard.
   *
   * @param only the finding; all if there is none
   */
  static void acceptWildcard(Role role, String reason, String... only) {
    NagSuppressions.addResourceSuppressions(
        role,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(reason)
                .appliesTo(only.length == 0 ? null : List.of(only))
                .build()),
        true);
  }
}
