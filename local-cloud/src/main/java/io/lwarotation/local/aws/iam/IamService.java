package io.lwarotation.local.aws.iam;

import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * IAM's simulator, over the policies of the roles that templates make. Boundaries, policies of an
 * organization and of resources are not modelled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">
 *     SimulatePrincipalPolicy</a>
 */
public record IamService(Roles roles) implements Service.OfQuery {
  private static final String ROLE = ":role/";

  /** One answer of the simulator. */
  private record Result(String action, String resource, IdentityPolicy.Decision decision) {}

  @Override
  public Xml answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("SimulatePrincipalPolicy")) {
      throw Service.unknownOperation(operation);
    }
    input.only("PolicySourceArn", "ActionNames", "ResourceArns", "ContextEntries");
    List<IdentityPolicy> policies = policies(input.text("PolicySourceArn"));
    Map<String, List<String>> context = context(input);
    List<String> resources = new ArrayList<>(input.texts("ResourceArns"));
    if (resources.isEmpty()) {
      resources.add("*");
    }
    List<Result> results = new ArrayList<>();
    for (String action : input.texts("ActionNames")) {
      if (!action.matches("[a-z0-9-]+:[A-Za-z]+")) {
        throw AwsException.badRequest("InvalidInput", "Invalid action: " + action);
      }
      for (String resource : resources) {
        results.add(
            new Result(
                action, resource, IdentityPolicy.decide(policies, action, resource, context)));
      }
    }
    return new Xml()
        .text("IsTruncated", "false")
        .members(
            "EvaluationResults",
            results,
            (xml, one) ->
                xml.text("EvalActionName", one.action())
                    .text("EvalResourceName", one.resource())
                    .text("EvalDecision", one.decision().text()));
  }

  private List<IdentityPolicy> policies(String arn) {
    int name = arn.indexOf(ROLE);
    if (name < 0) {
      throw AwsException.notModelled("the simulation of anything but a role");
    }
    return roles
        .of(arn.substring(name + ROLE.length()))
        .orElseThrow(() -> new AwsException(404, "NoSuchEntity", arn + " cannot be found."));
  }

  private static Map<String, List<String>> context(Input input) {
    Map<String, List<String>> context = new HashMap<>();
    for (Input entry : input.items("ContextEntries")) {
      entry.only("ContextKeyName", "ContextKeyType", "ContextKeyValues");
      context.put(
          entry.text("ContextKeyName").toLowerCase(Locale.ROOT), entry.texts("ContextKeyValues"));
    }
    return context;
  }
}
