package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Wire;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CloudFormation of the account: what it makes lies in the cloud. Tells of its stacks.
 *
 * @param answers what functions of custom resources answer
 * @param stacks as they are described, by name
 * @param creations how often each resource was made, also by earlier stacks of the same name
 */
public record CloudFormation(
    Cloud cloud,
    CustomResourceAnswers answers,
    Map<String, ObjectNode> stacks,
    Map<String, Integer> creations)
    implements Endpoint.Service {
  /**
   * What is left of a creation that failed: a name without outputs, to be deleted and no more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack
   *     status codes</a>
   */
  static final String UNDONE = "ROLLBACK_COMPLETE";

  public CloudFormation(Cloud cloud) {
    this(cloud, new CustomResourceAnswers(), new LinkedHashMap<>(), new HashMap<>());
  }

  public Endpoint endpoint() {
    return new Endpoint(
        "cloudformation", "http://cloudformation.amazonaws.com/doc/2010-05-15/", Wire.QUERY, this);
  }

  Optional<ObjectNode> find(String name) {
    return Optional.ofNullable(stacks.get(name));
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("DescribeStacks")) {
      throw Endpoint.unknownOperation(operation);
    }
    String name = input.only("StackName").optionalText("StackName").orElse("");
    List<ObjectNode> found =
        name.isEmpty() ? List.copyOf(stacks.values()) : find(name).stream().toList();
    if (!name.isEmpty() && found.isEmpty()) {
      throw AwsException.badRequest("ValidationError", "Stack with id " + name + " does not exist");
    }
    return Json.object().set("Stacks", Json.array().addAll(found));
  }
}
