package io.lwarotation.cli.doctor;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import java.util.List;
import java.util.Optional;

/**
 * What is examined.
 *
 * @param stack empty if it is not there or may not be read
 */
record Patient(ParameterNames names, AwsOptions aws, Optional<StackOutputs> stack) {
  /** An output of the stack. */
  String require(String output) {
    return find(output).orElseThrow(() -> new Examination.NotDeployedException(output));
  }

  Optional<String> find(String output) {
    return stack.flatMap(outputs -> outputs.find(output));
  }

  boolean isAutomatic() {
    return stack.map(StackOutputs::isAutomatic).orElse(false);
  }

  List<String> secureStrings() {
    return List.of(names.clientId(), names.clientSecret(), names.refreshToken());
  }
}
