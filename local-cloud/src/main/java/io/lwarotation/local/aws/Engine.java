package io.lwarotation.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An engine of AWS that others wrote, started by {@code bin/engine}: another's idea of AWS than
 * ours, for tests. It ends with this JVM, however that ends.
 *
 * @param endpoint where it listens
 */
public record Engine(Process process, URI endpoint) implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(20);
  private static final int CONNECT_MILLIS = 5_000;

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
   * wait, and installs it first where it is not there.
   *
   * @param variables its environment, beside that of this process
   * @param skip makes what is thrown where {@code LWA_ENGINES} does not name it, of the reason
   * @throws IOException if it does not start
   */
  public static Engine startOr(
      Name name, Map<String, String> variables, Function<String, ? extends RuntimeException> skip)
      throws IOException {
    String wanted = System.getenv().getOrDefault("LWA_ENGINES", "");
    if (!List.of(wanted.split("[ ,]+")).contains(name.toString())) {
      throw skip.apply(
          "skipped: LWA_ENGINES names no %s; LWA_ENGINES=\"ministack moto localstack\" runs the tests on engines of others"
              .formatted(name));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                script().toString(),
                name.toString(),
                "sh",
                "-c",
                "echo \"$AWS_ENDPOINT_URL\"; exec cat") // until this JVM closes it, or is gone
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = builder.start();
    BufferedReader output = process.inputReader(UTF_8);
    String endpoint = output.readLine();
    if (endpoint == null) {
      throw new IOException(name + " did not start: see above");
    }
    return new Engine(process, URI.create(endpoint));
  }

  /** The same, with the environment of this process. */
  public static Engine startOr(Name name, Function<String, ? extends RuntimeException> skip)
      throws IOException {
    return startOr(name, Map.of(), skip);
  }

  /** Whether anything listens there. */
  public static boolean listensAt(URI endpoint) {
    int port = endpoint.getPort() >= 0 ? endpoint.getPort() : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.getHost(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Path script() throws IOException {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("bin/engine"))) {
        return folder.resolve("bin/engine");
      }
    }
    throw new IOException("There is no bin/engine above the working directory.");
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
