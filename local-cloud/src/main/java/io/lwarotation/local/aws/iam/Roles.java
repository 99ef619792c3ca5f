package io.lwarotation.local.aws.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The account's roles, each with its policies, and IAM's simulator over them. They bind nobody
 * here: they are only asked about. Boundaries, policies of an organization and of resources are not
 * modelled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">
 *     SimulatePrincipalPolicy</a>
 */
public record Roles(Map<String, Map<String, Policy>> byName) implements Endpoint.Service {
  public Roles() {
    this(new LinkedHashMap<>());
  }

  public void add(String role) {
    byName.putIfAbsent(role, new LinkedHashMap<>());
  }

  public void remove(String role) {
    byName.remove(role);
  }

  public void attach(String role, String policyName, Policy policy) {
    require(role).put(policyName, policy);
  }

  /** Names of policies are a role's own: another role may have one of the same name. */
  public void detach(String role, String policyName) {
    Optional.ofNullable(byName.get(nameOf(role))).ifPresent(named -> named.remove(policyName));
  }

  private Map<String, Policy> require(String role) {
    return Optional.ofNullable(byName.get(nameOf(role)))
        .orElseThrow(AwsException.because(404, "NoSuchEntity", role + " cannot be found."));
  }

  /** The policies of a role, by its name or ARN; none if it is not there. */
  public List<Policy> of(String role) {
    return List.copyOf(byName.getOrDefault(nameOf(role), Map.of()).values());
  }

  private static String nameOf(String role) {
    return role.substring(role.lastIndexOf('/') + 1);
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("SimulatePrincipalPolicy")) {
      throw Endpoint.unknownOperation(operation);
    }
    input.only("PolicySourceArn ActionNames ResourceArns ContextEntries");
    String arn = input.text("PolicySourceArn");
    if (!arn.contains(":role/")) {
      throw AwsException.notModelled("the simulation of anything but a role");
    }
    List<Policy> policies = List.copyOf(require(arn).values());
    Map<String, List<String>> context = new HashMap<>();
    for (Input entry : input.items("ContextEntries")) {
      entry.only("ContextKeyName ContextKeyType ContextKeyValues");
      context.put(
          entry.text("ContextKeyName").toLowerCase(Locale.ROOT), entry.texts("ContextKeyValues"));
    }
    List<String> resources = input.texts("ResourceArns");
    ObjectNode answer = Json.object().put("IsTruncated", false);
    ArrayNode results = answer.putArray("EvaluationResults");
    for (String action : input.texts("ActionNames")) {
      for (String resource : resources.isEmpty() ? List.of("*") : resources) {
        results
            .addObject()
            .put("EvalActionName", action)
            .put("EvalResourceName", resource)
            .put("EvalDecision", Policy.decide(policies, action, resource, context).text);
      }
    }
    return answer;
  }
}
