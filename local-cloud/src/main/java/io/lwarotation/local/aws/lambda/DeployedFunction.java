package io.lwarotation.local.aws.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * A function as its template says.
 *
 * @param role the ARN of its role; empty if the template gives none
 * @param environment its own variables, without those that Lambda sets
 * @param memoryMegabytes the memory size
 */
public record DeployedFunction(
    String logicalId,
    String name,
    String arn,
    String handler,
    String runtime,
    String role,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment) {
  public DeployedFunction {
    environment = Map.copyOf(environment);
  }
}
