package io.lwarotation.local.aws.cloudformation;

import io.lwarotation.local.aws.wire.Input;
import java.util.Map;
import java.util.Optional;

/** Makes, changes and deletes resources of one family. */
interface Provisioner {

  /**
   * What is to be made, or changed if it is there.
   *
   * @param name generated from the stack's name and the logical id, for what the template names not
   * @param old what is to be changed; empty if it is to be made
   */
  record Wanted(
      String logicalId, String type, String name, Input properties, Optional<StackResource> old) {

    /** The name that the template gives, else the generated one. */
    String nameOr(String member) {
      return properties.optionalText(member).orElse(name);
    }
  }

  /** What {@code Ref} and {@code Fn::GetAtt} give of it. */
  record Made(String physicalId, Map<String, String> attributes) {}

  boolean knows(String type);

  /** Makes or changes it. */
  Made put(Wanted wanted);

  void delete(StackResource resource);
}
