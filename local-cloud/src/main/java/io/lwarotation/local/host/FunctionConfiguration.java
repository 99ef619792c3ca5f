package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function as CloudFormation's {@code AWS::Lambda::Function} describes it. What Lambda refuses is
 * refused here with the same rule.
 *
 * @param code the jar or zip
 * @param handler the handler's class, with {@code ::method} if need be
 * @param environment the function's own variables
 * @param timeout of one invocation
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
  private static final Pattern RESERVED =
      Pattern.compile(
          "AWS_LAMBDA_.*|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_SESSION_TOKEN"
              + "|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR"
              + "|_HANDLER|_X_AMZN_TRACE_ID");

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
    List<String> reserved =
        environment.keySet().stream().filter(RESERVED.asMatchPredicate()).sorted().toList();
    if (!reserved.isEmpty()) {
      throw new IllegalArgumentException("Lambda sets these itself and refuses them: " + reserved);
    }
    if (timeout.toSeconds() < 1 || timeout.toMinutes() > 15) {
      throw new IllegalArgumentException("Lambda takes timeouts from 1 second to 15 minutes.");
    }
    int bytes =
        environment.entrySet().stream()
            .mapToInt(e -> (e.getKey() + e.getValue()).getBytes(UTF_8).length)
            .sum();
    if (bytes > MAX_ENVIRONMENT_BYTES) {
      throw new IllegalArgumentException(
          "The variables take " + bytes + " bytes; Lambda allows " + MAX_ENVIRONMENT_BYTES + ".");
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
