package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final long DUMP_SECONDS = 10;

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

  private static String threads(Process process) throws IOException, InterruptedException {
    Process dump =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "Thread.print")
            .redirectErrorStream(true)
            .start();
    FutureTask<String> text =
        new FutureTask<>(() -> new String(dump.getInputStream().readAllBytes(), UTF_8));
    Thread.ofPlatform().daemon().start(text);
    try {
      return text.get(DUMP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      dump.destroyForcibly();
      return "(its threads could not be had)";
    }
  }
}
