package io.lwarotation.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy as companies have one: hands on plain HTTP, and makes tunnels with {@code CONNECT}. Notes
 * what each connection begins with: {@code CONNECT host:port}, or {@code POST host:port}.
 */
final class ForwardProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ForwardProxy() throws IOException {
    Thread.startVirtualThread(this::accept);
  }

  /** For {@code HTTPS_PROXY} and {@code HTTP_PROXY}. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return; // nothing was asked
        }
        head.append((char) next);
      }
      String[] words = head.toString().split(" ", 3);
      boolean tunnel = words[0].equals("CONNECT");
      URI target = URI.create(tunnel ? "http://" + words[1] : words[1]);
      asked.add(words[0] + " " + target.getAuthority());
      try (Socket host = new Socket(target.getHost(), target.getPort())) {
        if (tunnel) {
          client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        } else {
          host.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
        }
        Thread.startVirtualThread(() -> copy(host, client));
        in.transferTo(host.getOutputStream());
      }
    } catch (IOException _) {
      // one of both has ended
    }
  }

  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // one of both has ended
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
