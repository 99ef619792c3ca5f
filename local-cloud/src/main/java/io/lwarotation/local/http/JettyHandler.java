package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** Jetty's side of {@link LocalServer}: reads a request, sends what the handler says. */
final class JettyHandler extends org.eclipse.jetty.server.Handler.Abstract {
  private final InstantSource clock;
  private final Handler handler;

  JettyHandler(InstantSource clock, Handler handler) {
    this.clock = clock;
    this.handler = handler;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback)
      throws IOException {
    Request read = read(request);
    send(new Exchange(request, response, callback), replyTo(read));
    return true;
  }

  /** The three things Jetty hands over for one request. */
  private record Exchange(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    EndPoint connection() {
      return request.getConnectionMetaData().getConnection().getEndPoint();
    }
  }

  private static Request read(org.eclipse.jetty.server.Request request) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(field.getValue() == null ? "" : field.getValue());
    }
    String query = request.getHttpURI().getQuery();
    String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return new Request(
        request.getMethod().toUpperCase(Locale.ROOT),
        request.getHttpURI().getPath(),
        query == null ? "" : query,
        headers,
        Content.Source.asString(request, Response.charset(contentType == null ? "" : contentType)));
  }

  @SuppressWarnings(
      "CatchAndPrintStackTrace") // a fault of the stand-in itself: told where a test shows it
  private Reply replyTo(Request request) {
    try {
      return handler.answer(request);
    } catch (Exception e) {
      e.printStackTrace();
      return Response.of(500, "text/plain", "The stand-in failed on " + request).asReply();
    }
  }

  private void send(Exchange exchange, Reply reply) {
    switch (reply) {
      case Reply.Answer(Response response) -> answer(exchange, response);
      case Reply.Slow(Duration after, Reply then) ->
          getServer()
              .getScheduler()
              .schedule(() -> send(exchange, then), after.toMillis(), TimeUnit.MILLISECONDS);
      case Reply.Truncated(Response response, int bytes) -> truncate(exchange, response, bytes);
      case Reply.Raw(String bytes) ->
          exchange
              .connection()
              .write(
                  then(() -> breakOff(exchange, false)),
                  ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
      case Reply.Reset _ -> breakOff(exchange, true);
      case Reply.Silence _ -> {} // the callback stays open until the client or the server ends it
    }
  }

  private void head(Exchange exchange, Response response, int length) {
    exchange.response().setStatus(response.status());
    var headers = exchange.response().getHeaders();
    headers.put(HttpHeader.DATE, DateGenerator.formatDate(clock.instant()));
    if (response.status() != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, length);
    }
    response.headers().forEach(headers::put);
  }

  private void answer(Exchange exchange, Response response) {
    byte[] body = response.bytes();
    head(exchange, response, body.length);
    exchange.response().write(true, ByteBuffer.wrap(body), exchange.callback());
  }

  private void truncate(Exchange exchange, Response response, int bytes) {
    byte[] body = response.bytes();
    head(exchange, response, body.length);
    ByteBuffer part = ByteBuffer.wrap(body, 0, Math.min(bytes, body.length - 1));
    exchange.response().write(false, part, then(() -> breakOff(exchange, false)));
  }

  private static Callback then(Runnable next) {
    return Callback.from(next, _ -> next.run());
  }

  /** Ends the TCP connection under whatever lies on it: with a reset, or in order. */
  private static void breakOff(Exchange exchange, boolean reset) {
    try {
      Object transport = exchange.connection();
      while (transport instanceof EndPoint endPoint && endPoint.getTransport() != null) {
        transport = endPoint.getTransport();
      }
      if (reset && transport instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      if (transport instanceof Closeable closeable) {
        closeable.close();
      }
    } catch (IOException _) {
      // The client was faster: the connection has ended, as was asked.
    } finally {
      exchange.callback().failed(new IOException("broken off as was ordered"));
    }
  }
}
