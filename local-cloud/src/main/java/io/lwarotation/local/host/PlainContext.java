package io.lwarotation.local.host;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.net.HttpURLConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link PlainRuntime} tells a handler about its invocation. */
final class PlainContext implements Context {
  private final Map<String, String> variables;
  private final String requestId;
  private final String functionArn;
  private final long deadlineMillis;

  PlainContext(HttpURLConnection next, Map<String, String> variables) {
    this.variables = variables;
    this.requestId = header(next, "Lambda-Runtime-Aws-Request-Id");
    this.functionArn = header(next, "Lambda-Runtime-Invoked-Function-Arn");
    this.deadlineMillis = Long.parseLong(header(next, "Lambda-Runtime-Deadline-Ms"));
  }

  private static String header(HttpURLConnection next, String name) {
    String value = next.getHeaderField(name);
    if (value == null) {
      throw new IllegalStateException("The Runtime API sent no " + name + ".");
    }
    return value;
  }

  private String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return variable("AWS_LAMBDA_LOG_GROUP_NAME");
  }

  @Override
  public String getLogStreamName() {
    return variable("AWS_LAMBDA_LOG_STREAM_NAME");
  }

  @Override
  public String getFunctionName() {
    return variable("AWS_LAMBDA_FUNCTION_NAME");
  }

  @Override
  public String getFunctionVersion() {
    return variable("AWS_LAMBDA_FUNCTION_VERSION");
  }

  @Override
  public String getInvokedFunctionArn() {
    return functionArn;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, deadlineMillis - System.currentTimeMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return Integer.parseInt(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        System.out.println(message);
      }

      @Override
      public void log(byte[] message) {
        System.out.writeBytes(message);
        System.out.flush();
      }
    };
  }
}
