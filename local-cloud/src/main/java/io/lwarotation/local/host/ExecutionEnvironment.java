package io.lwarotation.local.host;

import io.lwarotation.local.host.RuntimeApi.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private final Process process;
  private final CompletableFuture<Void> exited;

  private ExecutionEnvironment(FunctionConfiguration function, RuntimeApi api, Process process) {
    this.function = function;
    this.api = api;
    this.process = process;
    exited = process.onExit().thenAccept(ended -> api.processEnded(ended.exitValue()));
  }

  /**
   * Starts the process. What it prints goes to the end of {@code output}: to a file, not through a
   * pipe, so that all that was printed before an answer is there when the answer is.
   */
  static ExecutionEnvironment start(
      FunctionConfiguration function, RuntimeKind kind, TaskFolder task, Path output)
      throws IOException {
    RuntimeApi api = new RuntimeApi(function, InstantSource.system());
    try {
      ProcessBuilder builder = new ProcessBuilder(command(function, kind, task));
      builder.directory(task.root().toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      Map<String, String> environment = builder.environment();
      environment.clear(); // nothing of this machine reaches the function
      environment.putAll(variables(function, task, api.address()));
      return new ExecutionEnvironment(function, api, builder.start());
    } catch (IOException | RuntimeException e) {
      api.close();
      throw e;
    }
  }

  private static List<String> command(
      FunctionConfiguration function, RuntimeKind kind, TaskFolder task) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the managed runtime starts its JVM.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.io.tmpdir=" + task.temporary());
    command.add("--enable-native-access=ALL-UNNAMED");
    switch (kind) {
      case AWS -> {
        // The client reads the function's classes from the working directory and its lib itself.
        command.addAll(List.of("-classpath", TaskFolder.joined(runtimeClient())));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
      }
      case PLAIN -> {
        List<Path> path = new ArrayList<>(task.classPath());
        path.add(core());
        path.add(TaskFolder.required("io/lwarotation/local/host/PlainRuntime.class"));
        command.addAll(List.of("-classpath", TaskFolder.joined(path)));
        command.add("io.lwarotation.local.host.PlainRuntime");
      }
    }
    command.add(function.handler());
    return command;
  }

  private static List<Path> runtimeClient() {
    return List.of(
        TaskFolder.required("com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class"),
        core(),
        TaskFolder.required(
            "com/amazonaws/services/lambda/runtime/serialization/PojoSerializer.class"),
        TaskFolder.required("software/amazon/awssdk/utilslite/SdkInternalThreadLocal.class"));
  }

  private static Path core() {
    return TaskFolder.required("com/amazonaws/services/lambda/runtime/Context.class");
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
    process.destroyForcibly();
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
