package io.lwarotation.local.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.eclipse.jetty.util.Callback;

/**
 * A proxy as companies have one: hands on plain HTTP, and makes tunnels with {@code CONNECT}. Notes
 * what it was asked for, without paths' queries, headers and bodies.
 */
public final class ForwardProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "proxy-connection", "transfer-encoding");

  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private ForwardProxy() {
    server.setHandler(
        new ConnectHandler() {
          @Override
          public boolean handle(
              org.eclipse.jetty.server.Request request,
              org.eclipse.jetty.server.Response response,
              Callback callback)
              throws Exception {
            asked.add(request.getMethod() + " " + request.getHttpURI().getAuthority());
            return super.handle(request, response, callback) || handOn(request, response, callback);
          }
        });
  }

  /** Starts one on a free port of this machine. */
  public static ForwardProxy start() {
    ForwardProxy proxy = new ForwardProxy();
    LocalServer.changed(proxy.server::start);
    return proxy;
  }

  /** For {@code HTTPS_PROXY} and {@code HTTP_PROXY}. */
  public URI uri() {
    return URI.create(server.getURI().toString().replaceAll("/$", ""));
  }

  /** What it was asked for: {@code CONNECT host:port}, or {@code POST host:port}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private boolean handOn(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback)
      throws Exception {
    byte[] body = Content.Source.asInputStream(request).readAllBytes();
    HttpRequest.Builder handedOn =
        HttpRequest.newBuilder(request.getHttpURI().toURI())
            .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (HttpField field : request.getHeaders()) {
      if (!OF_THE_CONNECTION.contains(field.getLowerCaseName())) {
        handedOn.header(field.getName(), field.getValue());
      }
    }
    HttpResponse<byte[]> answer =
        client.send(handedOn.build(), HttpResponse.BodyHandlers.ofByteArray());
    response.setStatus(answer.statusCode());
    answer.headers().map().forEach((name, values) -> response.getHeaders().put(name, values));
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  @Override
  public void close() {
    client.close();
    LocalServer.changed(server::stop);
  }
}
