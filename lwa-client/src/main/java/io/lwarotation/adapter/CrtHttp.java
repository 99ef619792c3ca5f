package io.lwarotation.adapter;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsConnectionOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/**
 * HTTP/1.1 over aws-crt: connections are kept, times and sizes are bounded, redirects are not
 * followed, {@link Proxies} are used, and over TLS the host's certificate is verified against the
 * platform's authorities, or those in the PEM file that {@code AWS_CA_BUNDLE} names (AWS's own
 * variable for its SDKs and its command line). One event loop thread; safe for use by several
 * threads.
 */
public final class CrtHttp implements AutoCloseable {
  private final HttpLimits limits;
  private final EventLoopGroup eventLoop = new EventLoopGroup(1);
  private final HostResolver resolver = new HostResolver(eventLoop);
  private final ClientBootstrap bootstrap = new ClientBootstrap(eventLoop, resolver);
  private final SocketOptions socket = new SocketOptions();
  private final Proxies proxies;
  private final TlsContext tls;
  private final Map<String, HttpOrigin> origins = new HashMap<>();

  /**
   * Loads the native library and the certificate authorities, so that a function does this while it
   * starts; connects to nobody.
   *
   * @throws IllegalArgumentException if {@code AWS_CA_BUNDLE} names no file of certificates, or a
   *     variable of {@link Proxies} no proxy
   */
  public CrtHttp(Map<String, String> environment) {
    this(environment, HttpLimits.STANDARD);
  }

  CrtHttp(Map<String, String> environment, HttpLimits limits) {
    this.limits = limits;
    proxies = Proxies.of(environment);
    socket.connectTimeoutMs = Math.toIntExact(limits.tcpConnect().toMillis());
    socket.tcpNoDelay = SocketOptions.TcpNoDelay.ON;
    tls = tlsContext(environment.getOrDefault("AWS_CA_BUNDLE", "").strip());
  }

  private static TlsContext tlsContext(String caBundle) {
    try (TlsContextOptions options = TlsContextOptions.createDefaultClient()) {
      if (!caBundle.isEmpty()) {
        if (!Files.isReadable(Path.of(caBundle))) {
          throw new CrtRuntimeException("not readable");
        }
        options.overrideDefaultTrustStoreFromPath(null, caBundle);
      }
      return new TlsContext(options);
    } catch (CrtRuntimeException e) {
      throw new IllegalArgumentException(
          caBundle.isEmpty()
              ? "The certificate authorities of this system cannot be read: set AWS_CA_BUNDLE to"
                  + " a PEM file that holds them."
              : "AWS_CA_BUNDLE does not name a readable PEM file of certificate authorities: name"
                  + " one, or remove the variable.",
          e);
    }
  }

  /**
   * Begins to connect to the host of an endpoint, so that the first request to it finds the
   * connection made. Never fails: what does not succeed is tried again by that request.
   */
  public void connectAhead(URI endpoint) {
    try {
      origin(endpoint).connectAhead();
    } catch (CrtRuntimeException _) {
      // The request itself will say it, as part of its call.
    }
  }

  /**
   * Sends a request and waits for the whole answer, whatever its status. A GET, which asks for
   * something that may take its time, is waited for until the deadline; connecting has its own,
   * shorter limit, and so has every other request.
   *
   * @throws NoHttpAnswerException if none came within the limits and the deadline
   */
  HttpAnswer send(HttpCall call, Deadline deadline) throws NoHttpAnswerException {
    Duration time =
        call.method().equals("GET") ? deadline.remaining() : deadline.atMost(limits.request());
    long end = System.nanoTime() + time.toNanos();
    try {
      return exchange(call, end);
    } catch (NoHttpAnswerException first) {
      boolean begun = first.kind() == Kind.BROKEN_BEFORE_ANSWER;
      if (first.kind() != Kind.NOT_BEGUN && !(begun && call.repeatable())) {
        throw first;
      }
      try {
        return exchange(call, end);
      } catch (NoHttpAnswerException second) {
        // One that sends nothing does not undo that the first one did.
        throw begun && second.kind().isNotSent() ? first : second;
      }
    }
  }

  /** The same for one of Amazon's services: throws AmazonException.NoAnswer if none came. */
  HttpAnswer send(AmazonException.Service service, HttpCall call, Deadline deadline) {
    try {
      return send(call, deadline);
    } catch (NoHttpAnswerException e) {
      throw e.of(service);
    }
  }

  private HttpAnswer exchange(HttpCall call, long end) throws NoHttpAnswerException {
    HttpOrigin origin = origin(call.origin());
    HttpClientConnection connection = origin.connect(left(end));
    AnswerCollector collector = new AnswerCollector(limits);
    CompletableFuture<Integer> settled = start(call, origin, connection, collector);
    try {
      int error = settled.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (error == 0 && !collector.tooLarge()) {
        return whole(collector.answer());
      }
      origin.dropKept();
      throw failure(collector, CRT.awsErrorName(error));
    } catch (TimeoutException e) {
      connection.shutdown();
      throw new NoHttpAnswerException(Kind.TIMED_OUT, "did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connection.shutdown();
      throw new NoHttpAnswerException(Kind.TIMED_OUT, "was interrupted while it answered", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A connection could not be given back", e);
    }
  }

  /**
   * aws-crt takes an answer that ends with its connection for one without a body. None of those who
   * are called here answers so; what does must not pass for an empty body.
   */
  private static HttpAnswer whole(HttpAnswer answer) throws NoHttpAnswerException {
    if (answer.status() == 204
        || answer.status() == 304
        || answer.headers().containsKey("content-length")
        || answer.headers().containsKey("transfer-encoding")) {
      return answer;
    }
    throw new NoHttpAnswerException(
        Kind.BROKEN_ANSWER, "gave an answer that does not tell its length", null);
  }

  /** Sends it; completes when the connection was given back, so that the next call finds it. */
  private CompletableFuture<Integer> start(
      HttpCall call, HttpOrigin origin, HttpClientConnection connection, AnswerCollector collector)
      throws NoHttpAnswerException {
    HttpStream stream;
    try {
      stream = connection.makeRequest(call.toCrt(), collector);
    } catch (CrtRuntimeException e) {
      origin.giveBack(connection, false);
      origin.dropKept();
      throw new NoHttpAnswerException(
          Kind.NOT_BEGUN, "had broken the connection off (" + e.errorName + ")", e);
    }
    CompletableFuture<Integer> settled =
        collector.done().whenComplete(new GiveBack(stream, origin, connection, collector));
    try {
      stream.activate();
    } catch (CrtRuntimeException e) {
      collector.refused(e.errorCode);
    }
    return settled;
  }

  /** What follows an answer; by name, for a lambda would be spun at each cold start. */
  private record GiveBack(
      HttpStream stream,
      HttpOrigin origin,
      HttpClientConnection connection,
      AnswerCollector collector)
      implements BiConsumer<Integer, @Nullable Throwable> {
    @Override
    public void accept(Integer error, @Nullable Throwable never) {
      stream.close();
      origin.giveBack(connection, error == 0 && !collector.closes());
    }
  }

  private static NoHttpAnswerException failure(AnswerCollector collector, String error) {
    if (collector.tooLarge()) {
      return new NoHttpAnswerException(Kind.TOO_LARGE, "answered with more than is accepted", null);
    }
    if (collector.begun()) {
      return new NoHttpAnswerException(
          Kind.BROKEN_ANSWER, "gave a broken answer (" + error + ")", null);
    }
    return new NoHttpAnswerException(
        collector.sent() ? Kind.BROKEN_BEFORE_ANSWER : Kind.NOT_BEGUN,
        "broke the connection off (" + error + ")",
        null);
  }

  private static Duration left(long end) throws NoHttpAnswerException {
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new NoHttpAnswerException(Kind.NOT_TRIED, "was not asked: no time was left", null);
    }
    return Duration.ofNanos(nanos);
  }

  private synchronized HttpOrigin origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String key = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + uri.getPort();
    HttpOrigin known = origins.get(key);
    if (known == null) {
      known = newOrigin(key);
      origins.put(key, known);
    }
    return known;
  }

  private HttpOrigin newOrigin(String key) {
    URI uri = URI.create(key.endsWith(":-1") ? key.substring(0, key.length() - 3) : key);
    boolean overTls = HttpCall.isTls(uri);
    HttpClientConnectionManagerOptions options =
        new HttpClientConnectionManagerOptions()
            .withClientBootstrap(bootstrap)
            .withSocketOptions(socket)
            .withUri(uri)
            .withMaxConnections(32);
    Optional<Proxies.Proxy> proxy = proxies.on(uri);
    if (proxy.isPresent()) {
      options.withProxyOptions(proxy.get().toCrt(overTls));
    }
    String way = proxy.isPresent() ? proxy.get().way() : "";
    if (!overTls) {
      return new HttpOrigin(HttpClientConnectionManager.create(options), limits, false, way);
    }
    try (TlsConnectionOptions tlsOptions = new TlsConnectionOptions(tls)) {
      tlsOptions
          .withServerName(uri.getHost())
          .withTimeoutMs(Math.toIntExact(limits.connect().toMillis()));
      options.withTlsConnectionOptions(tlsOptions);
      return new HttpOrigin(HttpClientConnectionManager.create(options), limits, true, way);
    }
  }

  @Override
  public synchronized void close() {
    origins.values().forEach(HttpOrigin::close);
    tls.close();
    socket.close();
    bootstrap.close();
    resolver.close();
    eventLoop.close();
  }
}
