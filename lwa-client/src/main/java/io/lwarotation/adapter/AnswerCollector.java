package io.lwarotation.adapter;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamMetrics;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;

/**
 * Gathers one answer on the event loop's thread. Other threads read it only after {@link #done()}
 * is complete.
 */
final class AnswerCollector implements HttpStreamResponseHandler {
  private final HttpLimits limits;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private int headerBytes;
  private boolean sent = true;
  private boolean begun;
  private boolean tooLarge;

  AnswerCollector(HttpLimits limits) {
    this.limits = limits;
  }

  /** Completes with aws-crt's error code, 0 for a whole answer. */
  CompletableFuture<Integer> done() {
    return done;
  }

  /** Whether the request may have left, be it in part. */
  boolean sent() {
    return sent;
  }

  /** Nothing was sent: aws-crt did not take the request. */
  void refused(int errorCode) {
    sent = false;
    done.complete(errorCode);
  }

  /** Whether any byte of an answer arrived. */
  boolean begun() {
    return begun;
  }

  /** Whether it was broken off here because it is larger than the limits. */
  boolean tooLarge() {
    return tooLarge;
  }

  /** Whether the other side closes the connection after this answer. */
  boolean closes() {
    return headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
  }

  HttpAnswer answer() {
    return new HttpAnswer(status, Map.copyOf(headers), body.toByteArray());
  }

  @Override
  public void onResponseHeaders(
      HttpStream stream, int responseStatus, int blockType, HttpHeader[] next) {
    begun = true;
    if (blockType != 0) {
      return; // not of the final status
    }
    for (HttpHeader header : next) {
      headerBytes += header.getNameBytes().length + header.getValueBytes().length;
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    if (headerBytes > limits.maxHeaderBytes()) {
      breakOff(stream);
    }
  }

  @Override
  public int onResponseBody(HttpStream stream, byte[] next) {
    if (body.size() + next.length > limits.maxBodyBytes()) {
      breakOff(stream);
    } else {
      body.writeBytes(next);
    }
    return next.length;
  }

  private void breakOff(HttpStream stream) {
    if (!tooLarge) {
      tooLarge = true;
      stream.cancel();
    }
  }

  @Override
  public void onMetrics(HttpStream stream, HttpStreamMetrics metrics) {
    // aws-crt reports -1 for what never happened. A status line that was cut short is a beginning
    // too, though it never becomes a header.
    sent = metrics.getSendStartTimestampNs() != -1;
    begun |= metrics.getReceiveStartTimestampNs() != -1;
  }

  @Override
  public void onResponseComplete(HttpStream stream, int errorCode) {
    if (errorCode == 0) {
      status = stream.getResponseStatusCode(); // an answer without headers tells it only here
    }
    done.complete(errorCode);
  }
}
