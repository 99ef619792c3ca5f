package io.lwarotation.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.util.IO;

/**
 * A process that ended by itself, in time. Its output goes to a file: a pipe ends only when the
 * last child that holds it has ended.
 *
 * @param output both streams, or the first where the builder sends the second elsewhere
 */
public record EndedProcess(int exitCode, String output) {
  /** The same without input. */
  public static EndedProcess run(ProcessBuilder builder, Duration longest)
      throws IOException, InterruptedException {
    return run(builder, "", longest);
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it does not start
   * @throws IllegalStateException if it is killed because it ran for longer
   */
  public static EndedProcess run(ProcessBuilder builder, String input, Duration longest)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("process");
    try {
      Path given = Files.writeString(folder.resolve("input"), input);
      Path said = folder.resolve("output");
      if (builder.redirectError().equals(ProcessBuilder.Redirect.PIPE)) {
        builder.redirectErrorStream(true);
      }
      Process process = builder.redirectInput(given.toFile()).redirectOutput(said.toFile()).start();
      boolean ended = endsWithin(longest, process);
      String output = new String(Files.readAllBytes(said), UTF_8);
      if (!ended) {
        throw new IllegalStateException(
            "%s did not end within %d s. It said: %s"
                .formatted(builder.command().getFirst(), longest.toSeconds(), output));
      }
      return new EndedProcess(process.exitValue(), output);
    } finally {
      IO.delete(folder);
    }
  }

  private static boolean endsWithin(Duration longest, Process process) throws InterruptedException {
    try {
      return process.waitFor(longest);
    } finally { // also where this thread is interrupted
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
