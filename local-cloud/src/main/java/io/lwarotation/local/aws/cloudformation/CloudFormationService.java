package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Xml;
import java.util.List;

/** AWS CloudFormation, as far as a stack's outputs are read. */
public final class CloudFormationService implements Service.OfQuery {
  private final Stacks stacks;

  public CloudFormationService(Stacks stacks) {
    this.stacks = stacks;
  }

  @Override
  public Xml answer(Caller.OfAccount caller, String operation, Input input) {
    if (!operation.equals("DescribeStacks")) {
      throw Service.unknownOperation(operation);
    }
    List<Stacks.Described> found =
        input
            .only("StackName")
            .optionalText("StackName")
            .map(name -> List.of(require(name)))
            .orElseGet(stacks::all);
    return new Xml().members("Stacks", found, CloudFormationService::describe);
  }

  private Stacks.Described require(String name) {
    return stacks
        .find(name)
        .orElseThrow(
            () ->
                AwsException.badRequest(
                    "ValidationError", "Stack with id " + name + " does not exist"));
  }

  private static void describe(Xml xml, Stacks.Described stack) {
    xml.text("StackName", stack.name())
        .text("StackId", stack.id())
        .text("StackStatus", stack.status())
        .text("CreationTime", stack.created().toString())
        .members(
            "Outputs",
            stack.outputs(),
            (out, output) -> {
              out.text("OutputKey", output.key()).text("OutputValue", output.value());
              if (!output.description().isEmpty()) {
                out.text("Description", output.description());
              }
            });
  }
}
