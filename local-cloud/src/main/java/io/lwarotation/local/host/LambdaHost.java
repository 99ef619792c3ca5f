package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.IO;
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
  private final Path code;
  private final Path folder;
  private final Path temporary;
  private final Path output;
  private final Thread atExit = new Thread(this::cleanUp, "end-function");
  private volatile @Nullable ExecutionEnvironment environment;
  private final AtomicInteger coldStarts = new AtomicInteger();

  private LambdaHost(FunctionConfiguration function, Launch launch) throws IOException {
    this.function = function;
    this.launch = launch;
    this.code = UnpackedCode.of(function.code());
    this.folder = Files.createTempDirectory("lambda-host").toRealPath();
    // Each function has its own /tmp, and what a killed process leaves goes too.
    this.temporary = Files.createDirectory(folder.resolve("tmp"));
    this.output = Files.createFile(folder.resolve("output"));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes a function ready to be invoked, with the runtime of this system. */
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
  public synchronized Invocation invoke(String payload) {
    if (payload.getBytes(UTF_8).length > RuntimeApi.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("Lambda takes at most 6291556 bytes of payload.");
    }
    return running().invoke(payload);
  }

  /**
   * Starts the process if there is none, and waits until it asks for an event or is over.
   *
   * @return the process that the next invocation goes to
   */
  public synchronized Started prepare() {
    return running().started();
  }

  /**
   * A process of the function.
   *
   * @param process the operating system's
   * @param nanoTime {@link System#nanoTime} just before it was started
   */
  public record Started(Process process, long nanoTime) {}

  private ExecutionEnvironment running() {
    ExecutionEnvironment current = environment;
    if (current != null) {
      if (current.failure().isEmpty()) {
        return current;
      }
      current.close();
    }
    try {
      ExecutionEnvironment started =
          ExecutionEnvironment.start(function, launch, code, temporary, output);
      environment = started;
      coldStarts.incrementAndGet();
      var _ = started.failure(); // an invocation tells it
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("The function's process could not be started.", e);
    }
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
    }
  }

  /** This JVM ends without {@link #close}: neither process nor files stay behind. */
  private void cleanUp() {
    kill();
    IO.delete(folder);
  }

  /** Kills the process, waits until it is gone and deletes what it has written. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    ExecutionEnvironment current = environment;
    if (current != null) {
      current.close();
    }
    IO.delete(folder);
  }
}
