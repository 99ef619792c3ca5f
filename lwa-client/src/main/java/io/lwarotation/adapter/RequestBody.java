package io.lwarotation.adapter;

import java.nio.ByteBuffer;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

/** Bytes in memory as a body for aws-crt, which reads them once to sign and once to send. */
final class RequestBody implements HttpRequestBodyStream {
  private final ByteBuffer bytes;

  RequestBody(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

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
