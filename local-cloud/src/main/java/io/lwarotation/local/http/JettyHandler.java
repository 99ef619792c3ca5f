package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
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
    send(replyTo(read(request)), response, callback);
    return true;
  }

  private static Request read(org.eclipse.jetty.server.Request request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(
          field.getLowerCaseName(), Objects.requireNonNullElse(field.getValue(), ""));
    }
    return new Request(
        request.getMethod().toUpperCase(Locale.ROOT),
        request.getHttpURI().getPath(),
        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
        headers,
        Content.Source.asString(
            request, Response.charset(headers.getOrDefault("content-type", ""))));
  }

  @SuppressWarnings(
      "CatchAndPrintStackTrace") // a fault of the stand-in itself: told where a test shows it
  private Reply replyTo(Request request) {
    try {
      return handler.answer(request);
    } catch (Exception e) {
      e.printStackTrace();
      return Response.of(500, "text/plain", "The stand-in failed on " + request);
    }
  }

  private void send(Reply reply, org.eclipse.jetty.server.Response jetty, Callback callback) {
    switch (reply) {
      case Response response -> answer(response, jetty, callback);
      case Reply.Slow(Duration after, Reply then) ->
          getServer()
              .getScheduler()
              .schedule(() -> send(then, jetty, callback), after.toMillis(), TimeUnit.MILLISECONDS);
      case Reply.Raw(String bytes) -> {
        Runnable end = () -> breakOff(jetty, callback, false);
        connection(jetty)
            .write(Callback.from(end, _ -> end.run()), ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
      }
      case Reply.Reset _ -> breakOff(jetty, callback, true);
      case Reply.Silence _ -> {} // the callback stays open until the client or the server ends it
    }
  }

  private void answer(
      Response response, org.eclipse.jetty.server.Response jetty, Callback callback) {
    byte[] body = response.bytes();
    jetty.setStatus(response.status());
    HttpFields.Mutable headers = jetty.getHeaders();
    headers.put(HttpHeader.DATE, DateGenerator.formatDate(clock.instant()));
    if (response.status() != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    response.headers().forEach(headers::put);
    jetty.write(true, ByteBuffer.wrap(body), callback);
  }

  private static EndPoint connection(org.eclipse.jetty.server.Response jetty) {
    return jetty.getRequest().getConnectionMetaData().getConnection().getEndPoint();
  }

  /** Ends the TCP connection under whatever lies on it: with a reset, or in order. */
  private static void breakOff(
      org.eclipse.jetty.server.Response jetty, Callback callback, boolean reset) {
    Object transport = connection(jetty);
    while (transport instanceof EndPoint endPoint) {
      transport = endPoint.getTransport();
    }
    try (SocketChannel channel = (SocketChannel) transport) {
      if (reset) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException _) {
      // The client was faster: the connection has ended, as was asked.
    }
    callback.failed(new IOException("broken off as was ordered"));
  }
}
