package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stacks of the account, as far as CloudFormation tells of them: {@code DescribeStacks}. */
public final class Stacks implements Endpoint.Service {
  /**
   * What is left of a creation that failed: a name without outputs, to be deleted and no more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack
   *     status codes</a>
   */
  static final String UNDONE = "ROLLBACK_COMPLETE";

  private final Map<String, ObjectNode> stacks = new LinkedHashMap<>();
  private final Map<String, Integer> creations = new HashMap<>();

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
    List<ObjectNode> found =
        input
            .only("StackName")
            .optionalText("StackName")
            .map(
                name ->
                    List.of(
                        find(name)
                            .orElseThrow(
                                () ->
                                    AwsException.badRequest(
                                        "ValidationError",
                                        "Stack with id " + name + " does not exist"))))
            .orElseGet(() -> List.copyOf(stacks.values()));
    return Json.list("Stacks", found, stack -> stack);
  }
}
