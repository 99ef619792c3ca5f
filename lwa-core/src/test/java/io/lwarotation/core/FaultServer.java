package io.lwarotation.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server on raw sockets that answers each request with the next reply of a script, faults
 * included, and notes what it was asked. After the script's end it repeats the last reply.
 */
public final class FaultServer implements AutoCloseable {
  private final ServerSocket server;
  private final String scheme;
  private final Queue<Reply> script = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch connected = new CountDownLatch(1);
  private volatile boolean onlyOne;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What the server was asked. */
  public record Request(String line, List<String> headers, String body) {
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
          .map(h -> h.substring(start.length()).strip())
          .findFirst();
    }
  }

  /** How one request is answered. */
  @FunctionalInterface
  public interface Reply {
    void on(Socket socket, CountDownLatch closing) throws IOException, InterruptedException;

    /** Bytes, one for each character; the connection stays open. */
    static Reply raw(String bytes) {
      return (socket, _) -> write(socket, bytes);
    }

    static Reply json(int status, String body, String... headers) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return raw(
          "HTTP/1.1 "
              + status
              + " Status\r\nContent-Type: application/json\r\n"
              + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
              + "Content-Length: "
              + bytes.length
              + "\r\n\r\n"
              + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Bytes, then the end of the connection. */
    static Reply rawThenClose(String bytes) {
      return (socket, _) -> {
        write(socket, bytes);
        socket.close();
      };
    }

    /** Bytes, then a reset: what is under way is thrown away. */
    static Reply rawThenReset(String bytes) {
      return (socket, _) -> {
        write(socket, bytes);
        socket.setSoLinger(true, 0);
        socket.close();
      };
    }

    /** Bytes, then nothing until the server closes. */
    static Reply rawThenSilence(String bytes) {
      return (socket, closing) -> {
        write(socket, bytes);
        closing.await();
      };
    }

    /** One byte after another, a pause between each. */
    static Reply drip(String bytes, long pauseMillis) {
      return (socket, closing) -> {
        for (int i = 0; i < bytes.length(); i++) {
          write(socket, bytes.substring(i, i + 1));
          if (closing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      };
    }

    private static void write(Socket socket, String bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  public FaultServer(Reply... replies) {
    this(ServerSocketFactory.getDefault(), "http", replies);
  }

  public FaultServer(ServerSocketFactory factory, String scheme, Reply... replies) {
    this.scheme = scheme;
    script.addAll(List.of(replies));
    try {
      server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("fault-server").start(this::accept);
  }

  /** Takes connections, as the system does for a program that hangs, and says nothing. */
  public static FaultServer silent(String scheme) {
    return new FaultServer(ServerSocketFactory.getDefault(), scheme, Reply.rawThenSilence(""));
  }

  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  public URI uri(String path) {
    return uri().resolve(path);
  }

  /** Requests that arrived whole, in their order. */
  public List<Request> requests() {
    return requests;
  }

  /** Connections that were accepted. */
  public int connections() {
    return connections.get();
  }

  /** Waits for the first connection. */
  public void awaitConnection() throws InterruptedException {
    connected.await();
  }

  /** Whoever connects a second time finds nobody. */
  public void closeAfterTheFirstConnection() {
    onlyOne = true;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (onlyOne) {
          server.close();
        }
        sockets.add(socket); // who sees it counted may close it
        connections.incrementAndGet();
        connected.countDown();
        Thread.ofPlatform().daemon().name("fault-connection").start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (Request next = read(in); next != null; next = read(in)) {
        requests.add(next);
        reply().on(socket, closing);
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | InterruptedException _) {
      // The client went away: what the test is about.
    }
  }

  private synchronized Reply reply() {
    Reply last = script.peek();
    if (last == null) {
      throw new IllegalStateException("no reply");
    }
    return script.size() > 1 ? script.remove() : last;
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    List<String> headers = new CopyOnWriteArrayList<>();
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      headers.add(header);
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1) {
        return null;
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Closes every connection that is open now; the server goes on. */
  public void closeConnections() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    closeConnections();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
