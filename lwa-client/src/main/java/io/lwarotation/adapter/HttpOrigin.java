package io.lwarotation.adapter;

import io.lwarotation.adapter.NoHttpAnswerException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpException;

/**
 * The connections to one host and port. aws-crt's manager makes them; which of them are used again
 * is decided here, because the manager cannot know that the process was frozen in between.
 */
final class HttpOrigin implements AutoCloseable {
  private static final int MAX_KEPT = 4;

  private final HttpClientConnectionManager manager;
  private final HttpLimits limits;
  private final boolean tls;
  private final String way;
  private final ConcurrentLinkedDeque<Kept> kept = new ConcurrentLinkedDeque<>();

  /** A connection that is being made, or was made, before anybody asked for it. */
  private @Nullable Ahead ahead;

  private record Kept(HttpClientConnection connection, long sinceNanos) {}

  private record Ahead(CompletableFuture<HttpClientConnection> opening, long sinceNanos) {}

  /** The way is what lies between, as a part of sentences: empty, or a space and the proxy. */
  HttpOrigin(HttpClientConnectionManager manager, HttpLimits limits, boolean tls, String way) {
    this.manager = manager;
    this.limits = limits;
    this.tls = tls;
    this.way = way;
  }

  /** A connection that was kept, or a new one within the time that is left for the exchange. */
  HttpClientConnection connect(Duration time) throws NoHttpAnswerException {
    HttpClientConnection used = takeKept();
    return used != null ? used : open(time);
  }

  private @Nullable HttpClientConnection takeKept() {
    for (Kept next = kept.pollLast(); next != null; next = kept.pollLast()) {
      if (isFresh(next.sinceNanos()) && next.connection().isOpen()) {
        return next.connection();
      }
      drop(next.connection());
    }
    return null;
  }

  /**
   * Begins to connect; the first {@link #connect} waits for that. A failure is tried again there.
   */
  synchronized void connectAhead() {
    if (ahead == null) {
      ahead = new Ahead(manager.acquireConnection(), System.nanoTime());
    }
  }

  private synchronized @Nullable CompletableFuture<HttpClientConnection> takeAhead() {
    Ahead begun = ahead;
    ahead = null;
    if (begun == null || begun.opening().isCompletedExceptionally()) {
      return null;
    }
    boolean fresh = isFresh(begun.sinceNanos());
    HttpClientConnection open = begun.opening().getNow(null);
    if (fresh && (open == null || open.isOpen())) {
      return begun.opening();
    }
    dropWhenOpen(begun.opening());
    return null;
  }

  private boolean isFresh(long sinceNanos) {
    return System.nanoTime() - sinceNanos < limits.maxIdle().toNanos();
  }

  /** If a connection that was begun ahead fails, another one is opened in the time that is left. */
  private HttpClientConnection open(Duration time) throws NoHttpAnswerException {
    long start = System.nanoTime();
    CompletableFuture<HttpClientConnection> begun = takeAhead();
    if (begun == null) {
      return opened(manager.acquireConnection(), time);
    }
    try {
      return opened(begun, time);
    } catch (NoHttpAnswerException failed) {
      Duration left = time.minusNanos(System.nanoTime() - start);
      if (failed.getCause() instanceof HttpException && left.isPositive()) {
        return opened(manager.acquireConnection(), left);
      }
      throw failed;
    }
  }

  private HttpClientConnection opened(
      CompletableFuture<HttpClientConnection> opening, Duration time) throws NoHttpAnswerException {
    Duration wait = time.compareTo(limits.connect()) < 0 ? time : limits.connect();
    try {
      return opening.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      dropWhenOpen(opening);
      throw tooSlow(wait, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      dropWhenOpen(opening);
      throw new NoHttpAnswerException(Kind.NOT_TRIED, "was not asked: interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String error = errorName(cause);
      if (error.equals("AWS_IO_TLS_NEGOTIATION_TIMEOUT")) { // its own limit of the same length
        throw tooSlow(limits.connect(), cause);
      }
      throw new NoHttpAnswerException(
          Kind.NOT_CONNECTED, "could not be reached" + way + " (" + error + ")", cause);
    }
  }

  /**
   * TLS hides for 10 to 30 seconds why it failed (s2n blinds its errors), so a certificate that is
   * not trusted looks like silence; but TCP had its own, shorter limit before.
   */
  private NoHttpAnswerException tooSlow(Duration wait, Throwable cause) {
    String limit = way + " within " + wait.toMillis() + " ms";
    return new NoHttpAnswerException(
        Kind.CONNECTED_TOO_LATE,
        tls
            ? "did not complete a TLS connection"
                + limit
                + ": it is too slow, or its certificate is not trusted (AWS_CA_BUNDLE names the"
                + " file of another authority)"
            : "did not accept a connection" + limit,
        cause);
  }

  /** It may still come after nobody waits for it. */
  private static void dropWhenOpen(CompletableFuture<HttpClientConnection> opening) {
    CompletableFuture<Void> _ = opening.thenAccept(HttpOrigin::drop);
  }

  static String errorName(Throwable cause) {
    return cause instanceof HttpException http
        ? CRT.awsErrorName(http.getErrorCode())
        : cause.getClass().getSimpleName();
  }

  /** Keeps a connection for the next call, if it is fit for one. */
  void giveBack(HttpClientConnection connection, boolean usable) {
    if (usable && connection.isOpen() && kept.size() < MAX_KEPT) {
      kept.addLast(new Kept(connection, System.nanoTime()));
    } else {
      drop(connection);
    }
  }

  /** Forgets the kept connections: where one had been closed unnoticed, others may be too. */
  void dropKept() {
    for (Kept next = kept.pollLast(); next != null; next = kept.pollLast()) {
      drop(next.connection());
    }
  }

  private static void drop(HttpClientConnection connection) {
    connection.shutdown();
    connection.close();
  }

  @Override
  public void close() {
    CompletableFuture<HttpClientConnection> begun = takeAhead();
    if (begun != null) {
      dropWhenOpen(begun);
    }
    dropKept();
    manager.close();
  }
}
