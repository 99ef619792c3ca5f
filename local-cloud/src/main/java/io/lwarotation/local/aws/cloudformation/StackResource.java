package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import java.util.Map;

/**
 * A resource of a stack as it was made.
 *
 * @param physicalId what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives
 * @param properties without any intrinsic function left
 */
record StackResource(
    String logicalId,
    String type,
    String physicalId,
    Map<String, String> attributes,
    JsonNode properties,
    String deletion) {
  /**
   * Whether it stays when its stack no longer wants it.
   *
   * @param rollback whether what made the resource is undone
   * @see <a href=
   *     "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">
   *     CloudFormation: the attribute DeletionPolicy</a>
   */
  boolean stays(boolean rollback) {
    return deletion.equals("Retain") || (deletion.equals("RetainExceptOnCreate") && !rollback);
  }

  Input input() {
    return new Input(properties);
  }
}
