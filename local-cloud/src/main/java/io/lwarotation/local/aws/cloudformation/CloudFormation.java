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

/** CloudFormation of the account: what it makes lies in the cloud. Tells of its stacks. */
public final class CloudFormation implements Endpoint.Service {
  /**
   * What is left of a creation that failed: a name without outputs, to be deleted and no more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack
   *     status codes</a>
   */
  static final String UNDONE = "ROLLBACK_COMPLETE";

  final Cloud cloud;
  private final CustomResourceAnswers answers = new CustomResourceAnswers();
  private final Map<String, ObjectNode> stacks = new LinkedHashMap<>();
  private final Map<String, Integer> creations = new HashMap<>();

  public CloudFormation(Cloud cloud) {
    this.cloud = cloud;
  }

  public Endpoint endpoint() {
    return new Endpoint(
        "cloudformation", "http://cloudformation.amazonaws.com/doc/2010-05-15/", Wire.QUERY, this);
  }

  /** What functions of custom resources answer. */
  public CustomResourceAnswers answers() {
    return answers;
  }

  void put(String name, ObjectNode described) {
    stacks.put(name, described);
  }

  void remove(String name) {
    stacks.remove(name);
  }

  Optional<ObjectNode> find(String nameOrId) {
    return stacks.values().stream()
        .filter(
            one ->
                one.path("StackName").asText().equals(nameOrId)
                    || one.path("StackId").asText().equals(nameOrId))
        .findFirst();
  }

  /**
   * How often a resource was made, also by earlier stacks of the same name.
   *
   * @param again whether it is being made now
   */
  int creations(String resource, boolean again) {
    return creations.merge(resource, again ? 1 : 0, Integer::sum);
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("DescribeStacks")) {
      throw Endpoint.unknownOperation(operation);
    }
    Optional<String> name = input.only("StackName").optionalText("StackName");
    if (name.isEmpty()) {
      return Json.list("Stacks", List.copyOf(stacks.values()), stack -> stack);
    }
    ObjectNode found =
        find(name.get())
            .orElseThrow(
                () ->
                    AwsException.badRequest(
                        "ValidationError", "Stack with id " + name.get() + " does not exist"));
    return Json.list("Stacks", List.of(found), stack -> stack);
  }
}
