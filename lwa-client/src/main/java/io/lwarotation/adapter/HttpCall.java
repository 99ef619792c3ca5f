package io.lwarotation.adapter;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

/**
 * A request as it goes over the wire.
 *
 * @param method such as {@code GET}
 * @param origin scheme, host and port; nothing else of it is used
 * @param target path and query, already encoded
 * @param headers in their order, without {@code Host} and {@code Content-Length}
 * @param body empty if there is none
 * @param repeatable whether it may be sent again if the connection broke before an answer began
 */
// The bytes are handed on, never compared: a copy each time would only cost.
@SuppressWarnings("ArrayRecordComponent")
record HttpCall(
    String method,
    URI origin,
    String target,
    Map<String, String> headers,
    byte[] body,
    boolean repeatable) {
  /** The request for aws-crt. {@code Host} stands first; a body is announced with its length. */
  HttpRequest toCrt() {
    List<HttpHeader> all = new ArrayList<>(headers.size() + 2);
    all.add(new HttpHeader("Host", authority()));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all.add(new HttpHeader(header.getKey(), header.getValue()));
    }
    boolean hasBody = body.length > 0 || method.equals("POST");
    if (hasBody) {
      all.add(new HttpHeader("Content-Length", Integer.toString(body.length)));
    }
    return new HttpRequest(
        method,
        target,
        all.toArray(new HttpHeader[0]),
        hasBody ? new Body(ByteBuffer.wrap(body)) : null);
  }

  /** Host, with the port where it is not the scheme's own. */
  private String authority() {
    int port = origin.getPort();
    boolean usual = port == -1 || port == (isTls(origin) ? 443 : 80);
    return usual ? origin.getHost() : origin.getHost() + ":" + port;
  }

  static boolean isTls(URI origin) {
    return origin.getScheme().toLowerCase(Locale.ROOT).equals("https");
  }

  /** Without headers and body: they hold tokens and secrets. */
  @Override
  public String toString() {
    return "HttpCall[" + method + " " + origin.getHost() + "]";
  }

  /** Bytes in memory as a body for aws-crt, which reads them once to sign and once to send. */
  private record Body(ByteBuffer bytes) implements HttpRequestBodyStream {
    @Override
    public boolean sendRequestBody(ByteBuffer out) {
      int length = Math.min(out.remaining(), bytes.remaining());
      out.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return !bytes.hasRemaining();
    }

    @Override
    public boolean resetPosition() {
      bytes.rewind();
      return true;
    }

    @Override
    public long getLength() {
      return bytes.capacity();
    }
  }
}
