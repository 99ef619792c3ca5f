package io.lwarotation.local.aws;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A {@code moto_server} of its own, where one is installed: another's idea of AWS than ours, for
 * tests.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/server_mode.html">moto's server mode</a>
 */
public final class MotoServer implements AutoCloseable {
  private static final String PROGRAM = "moto_server";
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int PAUSES = 600;

  private final Process process;
  private final URI endpoint;

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts it on a free port of 127.0.0.1 and waits until it listens, for at most a minute.
   *
   * @param skip makes what is thrown where there is none or it does not start, of the reason
   */
  public static MotoServer startOr(Function<String, ? extends RuntimeException> skip)
      throws InterruptedException {
    if (!isInstalled()) {
      throw skip.apply("skipped: " + PROGRAM + " is not on the PATH");
    }
    try {
      return start();
    } catch (IOException e) {
      throw skip.apply("skipped: " + e.getMessage());
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }

  private static MotoServer start() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(PROGRAM, "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
    for (int i = 0; !listens(port); i++) {
      if (!process.isAlive() || i == PAUSES) {
        server.close();
        throw new IOException(
            process.isAlive() ? PROGRAM + " does not listen" : PROGRAM + " ended at once");
      }
      process.waitFor(PAUSE);
    }
    return server;
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException _) {
      return false;
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
