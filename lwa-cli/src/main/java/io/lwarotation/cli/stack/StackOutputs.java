package io.lwarotation.cli.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * What an application's stack tells of itself: its name, its status as CloudFormation calls it, and
 * its outputs by name.
 */
public record StackOutputs(String stack, String status, Map<String, String> values) {
  /** What stacks of other programs hardly have all. */
  private static final List<String> MARKS = List.of("App", "KeyArn", "CallSpApiFunctionName");

  public StackOutputs {
    values = Map.copyOf(values);
  }

  /** Reads them; empty if there is no such stack. Throws what the SDK throws. */
  static Optional<StackOutputs> read(String name, CloudFormationClient cloudFormation) {
    try {
      return Optional.of(
          cloudFormation.describeStacks(request -> request.stackName(name)).stacks().stream()
              .findFirst()
              .map(StackOutputs::of)
              .orElseThrow(AwsTrouble::unreadable));
    } catch (CloudFormationException e) {
      // CloudFormation has no code of its own for it.
      if (AwsTrouble.code(e).equals("ValidationError")
          && String.valueOf(e.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Those of every application of an account and region. Throws what the SDK throws. */
  static List<StackOutputs> all(CloudFormationClient cloudFormation) {
    return cloudFormation.describeStacksPaginator().stream()
        .flatMap(page -> readable(page).stacks().stream())
        .map(StackOutputs::of)
        .filter(stack -> stack.values().keySet().containsAll(MARKS))
        .toList();
  }

  /** Any page in place of AWS's answer looks like an account without a stack, but has no id. */
  private static DescribeStacksResponse readable(DescribeStacksResponse page) {
    if (page.stacks().isEmpty() && page.responseMetadata().requestId().equals("UNKNOWN")) {
      throw AwsTrouble.unreadable();
    }
    return page;
  }

  private static StackOutputs of(Stack stack) {
    return new StackOutputs(
        stack.stackName(),
        stack.stackStatusAsString(),
        stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
  }

  /** The application's name. */
  public String app() {
    return require("App");
  }

  /** An output, if this stack has it: those of the automatic mode are missing in the other. */
  public Optional<String> find(String output) {
    return Optional.ofNullable(values.get(output));
  }

  /**
   * An output that every stack has, unless its first deploy did not go through or an older version
   * of this program deployed it.
   */
  public String require(String output) {
    return find(output)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    values.isEmpty()
                        ? "The stack %s is %s and has no outputs: its first deploy failed, or is still running. Deploy it (npx cdk deploy), then run this again."
                            .formatted(stack, status)
                        : "The stack %s has no output %s: deploy it again (npx cdk deploy)."
                            .formatted(stack, output)));
  }

  /** {@code automatic} where the stack's functions rotate the secret, else {@code remind}. */
  public String mode() {
    return isAutomatic() ? "automatic" : "remind";
  }

  /** Whether the secret is rotated by the stack's functions. */
  public boolean isAutomatic() {
    return values.containsKey("RotateFunctionName");
  }
}
