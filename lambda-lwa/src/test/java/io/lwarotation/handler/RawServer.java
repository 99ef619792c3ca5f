package io.lwarotation.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that keeps each request byte by byte and answers from a list, or hangs up. */
public final class RawServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  static final String HANG_UP = "";

  private final ServerSocket socket;
  private final Deque<String> answers;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param answers one for each request; after the last one it answers {@link #OK}
   */
  public RawServer(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    Thread.ofPlatform().daemon().name("raw-server").start(this::serve);
  }

  public String url() {
    return "http://127.0.0.1:"
        + socket.getLocalPort()
        + "/answer?X-Amz-Signature=EXAMPLE-SIGNATURE";
  }

  public List<String> requests() {
    return requests;
  }

  /** The body of the last request. */
  String body() {
    String last = requests.getLast();
    return last.substring(last.indexOf("\r\n\r\n") + 4);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        requests.add(request(connection.getInputStream()));
        String answer = answers.isEmpty() ? OK : answers.remove();
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException _) {
        // The client hung up, or the server was closed: the requests tell.
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
