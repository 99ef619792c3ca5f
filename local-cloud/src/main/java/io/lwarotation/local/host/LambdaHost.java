package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs a packaged function in a process of its own, as Lambda does: unpacked code, AWS's runtime
 * client, the Runtime API, Lambda's variables and nothing of this machine's. The first invocation
 * is a cold start, later ones are warm; after a failed construction, a crash, a timeout or {@link
 * #kill} the next invocation starts a new process. The process never outlives this JVM.
 *
 * <p>Unlike Lambda it does not repeat a construction that failed within the same invocation.
 */
public final class LambdaHost implements AutoCloseable {
  private final FunctionConfiguration function;
  private final Launch launch;
  private final Path folder;
  private final TaskFolder task;
  private final Path output;
  private final Thread atExit = new Thread(this::cleanUpAtExit, "end-function");
  private final ReentrantLock invoking = new ReentrantLock(true);
  private volatile @Nullable ExecutionEnvironment environment;
  private final AtomicInteger coldStarts = new AtomicInteger();

  private LambdaHost(FunctionConfiguration function, Launch launch) throws IOException {
    this.function = function;
    this.launch = launch;
    this.folder = Files.createTempDirectory("lambda-host").toRealPath();
    this.task = unpack(function, folder);
    this.output = Files.createFile(folder.resolve("output"));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private static TaskFolder unpack(FunctionConfiguration function, Path folder) throws IOException {
    try {
      return TaskFolder.of(function.code(), folder);
    } catch (IOException e) {
      TaskFolder.deleteTree(folder);
      throw e;
    }
  }

  /**
   * Makes a function ready to be invoked.
   *
   * @param code jar or zip, as it would be uploaded
   * @param handler as the template names it
   * @param environment the function's own variables
   * @param timeout of one invocation
   */
  public static LambdaHost start(
      Path code, String handler, Map<String, String> environment, Duration timeout) {
    return start(FunctionConfiguration.of("my-function", code, handler, environment, timeout));
  }

  /** Makes a function ready to be invoked, with AWS's runtime client where it runs. */
  public static LambdaHost start(FunctionConfiguration function) {
    return start(function, RuntimeKind.ofThisSystem());
  }

  /** Makes a function ready to be invoked, with the given runtime. */
  public static LambdaHost start(FunctionConfiguration function, Launch launch) {
    try {
      return new LambdaHost(function, launch);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The code of " + function.name() + " could not be unpacked: " + function.code(), e);
    }
  }

  /**
   * Invokes the function synchronously; calls from several threads wait for each other.
   *
   * @param payload JSON of at most 6 MB
   */
  public Invocation invoke(String payload) {
    if (payload.getBytes(UTF_8).length > RuntimeApi.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("Lambda takes at most 6291556 bytes of payload.");
    }
    return withProcess(running -> running.invoke(payload));
  }

  /**
   * Starts the process if there is none, and waits until it asks for an event or is over.
   *
   * @return the process that the next invocation goes to
   */
  public Started prepare() {
    return withProcess(ExecutionEnvironment::started);
  }

  /**
   * A process of the function.
   *
   * @param process the operating system's
   * @param nanoTime {@link System#nanoTime} just before it was started
   */
  public record Started(Process process, long nanoTime) {}

  private interface Use<T> {
    T of(ExecutionEnvironment running) throws InterruptedException;
  }

  private <T> T withProcess(Use<T> use) {
    try {
      invoking.lockInterruptibly();
      try {
        return use.of(running());
      } finally {
        invoking.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the function ran", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The function's process could not be started.", e);
    }
  }

  private ExecutionEnvironment running() throws IOException, InterruptedException {
    ExecutionEnvironment current = environment;
    if (current != null) {
      if (current.takesEvents()) {
        return current;
      }
      current.close();
    }
    ExecutionEnvironment started = ExecutionEnvironment.start(function, launch, task, output);
    environment = started;
    coldStarts.incrementAndGet();
    started.awaitStart();
    return started;
  }

  /** How many processes were started. */
  public int coldStarts() {
    return coldStarts.get();
  }

  /** All that the function's processes have printed, both streams, in the order of printing. */
  public String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills the process with SIGKILL and waits until it is gone; an invocation it was in the midst of
   * is {@link Invocation.Crashed}.
   */
  public void kill() {
    ExecutionEnvironment current = environment;
    if (current != null) {
      current.kill();
      current.awaitEnd();
    }
  }

  /** This JVM ends without {@link #close}: neither process nor files stay behind. */
  private void cleanUpAtExit() {
    kill();
    TaskFolder.deleteQuietly(folder);
  }

  /** Kills the process, waits until it is gone and deletes the unpacked code. */
  @Override
  public void close() {
    ExecutionEnvironment current = environment;
    if (current != null) {
      current.close();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    try {
      TaskFolder.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
