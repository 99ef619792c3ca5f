package io.lwarotation.local.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP/1.1 server on a free port of 127.0.0.1. Its answers carry the date of the clock it is
 * given, so that programs which take the time from them live in the moved time.
 */
public final class LocalServer implements AutoCloseable {
  /** A blocked request holds a thread; more than this at once wait. */
  private static final int MAX_THREADS = 64;

  private final Server server;
  private final URI uri;

  private LocalServer(
      String scheme, InstantSource clock, Handler handler, ConnectionFactory... protocols) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
    threads.setDaemon(true);
    threads.setName("local-server");
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1, protocols);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(0); // a runtime waits for its next event as long as it takes
    server.addConnector(connector);
    server.setHandler(new JettyHandler(clock, handler));
    changed(server::start);
    uri = URI.create(scheme + "://127.0.0.1:" + connector.getLocalPort());
  }

  /** Starts a server over plain HTTP. */
  public static LocalServer start(InstantSource clock, Handler handler) {
    return new LocalServer("http", clock, handler, http());
  }

  /** Starts a server over TLS. */
  public static LocalServer start(InstantSource clock, LocalTls tls, Handler handler) {
    HttpConnectionFactory http = http();
    // Clients reach it by address, and then send no server name to check.
    http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
    SslConnectionFactory ssl = new SslConnectionFactory(tls.server(), "http/1.1");
    return new LocalServer("https", clock, handler, ssl, http);
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendDateHeader(false);
    configuration.setSendServerVersion(false);
    configuration.setUriCompliance(UriCompliance.UNSAFE); // it is for the handler to judge
    return new HttpConnectionFactory(configuration);
  }

  /** Scheme, address and port, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  /** Stops at once: open requests end with their connections. */
  @Override
  public void close() {
    changed(server::stop);
  }

  /** What starts or stops a server of Jetty's, which may fail with anything. */
  private interface Change {
    void run() throws Exception;
  }

  private static void changed(Change change) {
    try {
      change.run();
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException("A local server did not start or stop.", e));
    }
  }
}
