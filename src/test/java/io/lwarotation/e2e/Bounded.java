package io.lwarotation.e2e;

import io.lwarotation.local.EndedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a process, and never for ever. */
final class Bounded {
  private static final Duration DUMP = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofMinutes(1);

  private Bounded() {}

  /**
   * What comes of reading from a process.
   *
   * @throws IOException if that fails, or takes too long: then the process is ended, and the
   *     message holds its threads
   */
  static <T> T answer(Process process, Duration longest, String what, Callable<T> reading)
      throws IOException, InterruptedException {
    FutureTask<T> answer = new FutureTask<>(reading);
    Thread.ofPlatform().daemon().start(answer);
    try {
      return answer.get(longest.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(what + " broke off", e.getCause());
    } catch (TimeoutException _) {
      String threads = threads(process);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException(
          "%s did not end within %d seconds.%n%s".formatted(what, longest.toSeconds(), threads));
    }
  }

  /** Whether a program is there and ends well. */
  static boolean succeeds(ProcessBuilder builder) throws InterruptedException {
    try {
      return EndedProcess.run(builder, PROBE).exitCode() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static String threads(Process process) throws InterruptedException {
    ProcessBuilder dump =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(process.pid()),
            "Thread.print");
    try {
      return EndedProcess.run(dump, DUMP).output();
    } catch (IOException | IllegalStateException _) {
      return "(its threads could not be had)";
    }
  }
}
