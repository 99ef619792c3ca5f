package io.lwarotation.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy as companies have one: hands on plain HTTP, and makes tunnels with {@code CONNECT}. Notes
 * what it was asked for, without paths' queries, headers and bodies.
 */
public final class ForwardProxy implements AutoCloseable {
  private static final Pattern CONNECT = Pattern.compile("CONNECT ([^ ]+):(\\d+) HTTP/1\\.1");
  private static final Pattern PLAIN =
      Pattern.compile("([A-Z]+) http://([^/: ]+):(\\d+)(/[^ ]*)? HTTP/1\\.1");
  private static final int LARGEST_HEAD = 64 * 1024;

  private final ServerSocket server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private ForwardProxy(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on a free port of this machine. */
  public static ForwardProxy start() {
    try {
      ForwardProxy proxy =
          new ForwardProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code HTTPS_PROXY} and {@code HTTP_PROXY}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What it was asked for: {@code CONNECT host:port}, or {@code POST host:port}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      String line = head.lines().findFirst().orElse("");
      Matcher connect = CONNECT.matcher(line);
      Matcher plain = PLAIN.matcher(line);
      if (connect.matches()) {
        String host = connect.group(1);
        asked.add("CONNECT " + host + ":" + connect.group(2));
        try (Socket target = open(host, connect.group(2))) {
          write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
          exchange(client, target);
        }
      } else if (plain.matches()) {
        asked.add(plain.group(1) + " " + plain.group(2) + ":" + plain.group(3));
        try (Socket target = open(plain.group(2), plain.group(3))) {
          // One request for each connection is enough of a proxy.
          write(
              target,
              plain.group(1)
                  + " "
                  + (plain.group(4) == null ? "/" : plain.group(4))
                  + " HTTP/1.1\r\nConnection: close"
                  + head.substring(line.length()));
          exchange(client, target);
        }
      } else {
        write(client, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
      }
    } catch (IOException _) {
      // The client sees a connection that ends.
    }
  }

  private Socket open(String host, String port) throws IOException {
    Socket target = new Socket(host, Integer.parseInt(port));
    sockets.add(target);
    return target;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && head.size() < LARGEST_HEAD; next = in.read()) {
      head.write(next);
      String sofar = head.toString(StandardCharsets.ISO_8859_1);
      if (sofar.endsWith("\r\n\r\n")) {
        return sofar;
      }
    }
    throw new IOException("no request");
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void exchange(Socket client, Socket target) throws IOException {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                client.getInputStream().transferTo(target.getOutputStream());
                target.shutdownOutput();
              } catch (IOException _) {
                // The other direction ends it.
              }
            });
    target.getInputStream().transferTo(client.getOutputStream());
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
