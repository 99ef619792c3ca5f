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
    DeletionPolicy deletion) {
  StackResource {
    attributes = Map.copyOf(attributes);
  }

  /** The same under another policy: that is no change of the resource. */
  StackResource with(DeletionPolicy other) {
    return new StackResource(logicalId, type, physicalId, attributes, properties, other);
  }

  Input input() {
    return new Input(properties);
  }
}
