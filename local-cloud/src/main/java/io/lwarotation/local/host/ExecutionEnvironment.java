package io.lwarotation.local.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process of a function with its Runtime API: Lambda calls this an execution environment. */
final class ExecutionEnvironment implements AutoCloseable {
  /** Lambda gives 10 seconds; a machine that builds on every core gets more. */
  private static final Duration INIT_LIMIT = Duration.ofSeconds(30);

  private final FunctionConfiguration function;
  private final RuntimeApi api;
  private final LambdaHost.Started started;
  private final CompletableFuture<Void> exited;

  private ExecutionEnvironment(
      FunctionConfiguration function, RuntimeApi api, LambdaHost.Started started) {
    this.function = function;
    this.api = api;
    this.started = started;
    exited = started.process().onExit().thenAccept(ended -> api.processEnded(ended.exitValue()));
  }

  /**
   * Starts the process. What it prints goes to the end of {@code output}: to a file, not through a
   * pipe, so that all that was printed before an answer is there when the answer is.
   */
  static ExecutionEnvironment start(
      FunctionConfiguration function, Launch launch, Path code, Path temporary, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command(function, code, temporary));
    builder.directory(code.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    RuntimeApi api = new RuntimeApi(function.arn());
    try {
      Map<String, String> environment = builder.environment();
      environment.clear(); // nothing of this machine reaches the function
      environment.putAll(variables(function, code));
      environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
      long startedAt = System.nanoTime();
      return new ExecutionEnvironment(
          function, api, new LambdaHost.Started(builder.start(), startedAt));
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  private static Map<String, String> variables(FunctionConfiguration function, Path code) {
    Map<String, String> variables = new HashMap<>(function.environment());
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("LD_LIBRARY_PATH", code + ":" + code.resolve("lib"));
    variables.put("LAMBDA_TASK_ROOT", code.toString());
    variables.put("_HANDLER", function.handler());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    variables.put("AWS_REGION", FunctionConfiguration.REGION);
    variables.put("AWS_DEFAULT_REGION", FunctionConfiguration.REGION);
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "EXAMPLE-secret-access-key");
    variables.put("AWS_SESSION_TOKEN", "EXAMPLE-session-token");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]EXAMPLE");
    variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
    return variables;
  }

  /**
   * Waits until the process asks for an event, or is over.
   *
   * @return why it takes none; empty if it does
   */
  Optional<Invocation> failure() {
    return within(INIT_LIMIT, api.state(), Optional.of(new Invocation.TimedOut(INIT_LIMIT)));
  }

  /** Waits for the construction, then for the answer. */
  Invocation invoke(String payload) {
    Optional<Invocation> failure = failure();
    Invocation late = new Invocation.TimedOut(function.timeout());
    Invocation outcome =
        failure.orElseGet(
            () -> within(function.timeout(), api.submit(payload, function.timeout()), late));
    if (failure.isPresent() || outcome.equals(late)) {
      kill();
    }
    return outcome;
  }

  private static <T> T within(Duration limit, CompletableFuture<T> future, T otherwise) {
    return future
        .copy()
        .completeOnTimeout(otherwise, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  LambdaHost.Started started() {
    return started;
  }

  /** SIGKILL; waits until the process is gone and the Runtime API knows it. */
  void kill() {
    started.process().destroyForcibly();
    exited.join();
  }

  @Override
  public void close() {
    kill();
    api.close();
  }
}
