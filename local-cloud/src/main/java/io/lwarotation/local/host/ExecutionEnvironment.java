package io.lwarotation.local.host;

import io.lwarotation.local.host.RuntimeApi.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
      FunctionConfiguration function, Launch launch, TaskFolder task, Path output)
      throws IOException {
    RuntimeApi api = new RuntimeApi(function, InstantSource.system());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(launch.command(function, task.root(), task.temporary()));
      builder.directory(task.root().toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      Map<String, String> environment = builder.environment();
      environment.clear(); // nothing of this machine reaches the function
      environment.putAll(variables(function, task, api.address()));
      long startedAt = System.nanoTime();
      return new ExecutionEnvironment(
          function, api, new LambdaHost.Started(builder.start(), startedAt));
    } catch (IOException | RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  private static Map<String, String> variables(
      FunctionConfiguration function, TaskFolder task, String runtimeApi) {
    Map<String, String> variables = new HashMap<>(function.environment());
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("LD_LIBRARY_PATH", task.root() + ":" + task.lib());
    variables.put("LAMBDA_TASK_ROOT", task.root().toString());
    variables.put("_HANDLER", function.handler());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    variables.put("AWS_REGION", function.region());
    variables.put("AWS_DEFAULT_REGION", function.region());
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
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    return variables;
  }

  /** Whether the process is there and asks for an event; waits until it does or is over. */
  boolean takesEvents() throws InterruptedException {
    return state() instanceof State.Ready;
  }

  /** Waits until the process asks for an event, or is over. */
  void awaitStart() throws InterruptedException {
    state();
  }

  private State state() throws InterruptedException {
    return within(INIT_LIMIT, api.state(), new State.Over(new Invocation.TimedOut(INIT_LIMIT)));
  }

  /** Waits for the construction, then for the answer. */
  Invocation invoke(String payload) throws InterruptedException {
    return switch (state()) {
      case State.Over(Invocation failure) -> endedBy(failure);
      case State.Ready _ -> {
        Invocation late = new Invocation.TimedOut(function.timeout());
        Invocation outcome =
            within(function.timeout(), api.submit(payload, function.timeout()), late);
        yield outcome.equals(late) ? endedBy(late) : outcome;
      }
    };
  }

  private Invocation endedBy(Invocation failure) {
    kill();
    awaitEnd();
    return failure;
  }

  private static <T> T within(Duration limit, CompletableFuture<T> future, T otherwise)
      throws InterruptedException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return otherwise;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The Runtime API failed.", e.getCause());
    }
  }

  /** SIGKILL. */
  void kill() {
    started.process().destroyForcibly();
  }

  LambdaHost.Started started() {
    return started;
  }

  /** Waits until the process is gone and the Runtime API knows it. */
  void awaitEnd() {
    exited.join();
  }

  /** Kills the process and waits until it is gone. */
  @Override
  public void close() {
    kill();
    awaitEnd();
    api.close();
  }
}
