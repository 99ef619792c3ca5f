package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A function as CloudFormation's {@code AWS::Lambda::Function} describes it. What Lambda refuses is
 * refused here with the same rule.
 *
 * @param name of the function
 * @param code the jar or zip
 * @param handler the handler's class, with {@code ::method} if need be
 * @param environment the function's own variables
 * @param timeout of one invocation, 1 second to 15 minutes
 * @param memoryMegabytes told to the function, not enforced
 */
public record FunctionConfiguration(
    String name,
    Path code,
    String handler,
    Map<String, String> environment,
    Duration timeout,
    int memoryMegabytes) {
  static final String REGION = "us-east-1";

  private static final int MAX_ENVIRONMENT_BYTES = 4096;

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: may not be set. */
  private static final Set<String> RESERVED =
      Set.of(
          """
          _HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV \
          AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION \
          AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME \
          AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
          AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR"""
              .split(" ", -1));

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
    Set<String> reserved = new TreeSet<>(environment.keySet());
    reserved.retainAll(RESERVED);
    if (!reserved.isEmpty()) {
      throw new IllegalArgumentException(
          "Lambda sets these variables itself and refuses functions that set them: " + reserved);
    }
    int bytes =
        environment.entrySet().stream()
            .mapToInt(e -> (e.getKey() + e.getValue()).getBytes(UTF_8).length)
            .sum();
    if (bytes > MAX_ENVIRONMENT_BYTES) {
      throw new IllegalArgumentException(
          "The variables take " + bytes + " bytes; Lambda allows " + MAX_ENVIRONMENT_BYTES + ".");
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException(
          "The timeout " + timeout + " is not between 1 second and 15 minutes.");
    }
  }

  /** A function with 512 MB. */
  public static FunctionConfiguration of(
      String name, Path code, String handler, Map<String, String> environment, Duration timeout) {
    return new FunctionConfiguration(name, code, handler, environment, timeout, 512);
  }

  String arn() {
    return "arn:aws:lambda:" + REGION + ":123456789012:function:" + name;
  }
}
