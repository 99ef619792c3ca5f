package io.lwarotation.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An engine of AWS that others wrote, started by {@code bin/engine}: another's idea of AWS than
 * ours, for tests. It ends with this JVM, however that ends.
 */
public final class Engine implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(20);

  private final Process process;
  private final URI endpoint;

  private Engine(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** The engines that {@code bin/engine} knows. */
  public enum Name {
    LOCALSTACK,
    MINISTACK,
    MOTO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts it on a free port of 127.0.0.1 and waits until it answers; {@code bin/engine} bounds the
   * wait.
   *
   * @param skip makes what is thrown where it is not installed, of the reason
   * @throws IOException if it is installed and does not start
   */
  public static Engine startOr(Name name, Function<String, ? extends RuntimeException> skip)
      throws IOException, InterruptedException {
    Optional<Path> script = script();
    if (script.isEmpty() || run(script.get(), "--is-installed", name.toString()) != 0) {
      throw skip.apply(
          "skipped: %s is not installed here, bin/engine --install %s does it"
              .formatted(name, name));
    }
    Process process =
        new ProcessBuilder(
                "sh",
                script.get().toString(),
                name.toString(),
                "sh",
                "-c",
                "echo \"$AWS_ENDPOINT_URL\"; exec cat") // until this JVM closes it, or is gone
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    String endpoint = output.readLine();
    if (endpoint == null) {
      throw new IOException(name + " did not start: see above");
    }
    return new Engine(process, URI.create(endpoint));
  }

  private static int run(Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of("sh", script.toString()), Stream.of(arguments)).toList();
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Optional<Path> script() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("bin/engine"))) {
        return Optional.of(folder.resolve("bin/engine"));
      }
    }
    return Optional.empty();
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops it, and waits until it is gone. */
  @Override
  public void close() throws IOException {
    process.outputWriter(UTF_8).close();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException _) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
