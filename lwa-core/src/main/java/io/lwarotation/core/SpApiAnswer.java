package io.lwarotation.core;

import java.util.Optional;

/**
 * An answer of SP-API with a 2xx status.
 *
 * @param requestId Amazon's id of the request, from {@code x-amzn-RequestId}
 * @param body as it came, UTF-8; empty for a 204
 */
public record SpApiAnswer(int status, Optional<String> requestId, String body) {
  /** Bodies are sellers' data: they are handed to the caller and shown nowhere else. */
  @Override
  public String toString() {
    return "SpApiAnswer[status=" + status + ", requestId=" + requestId.orElse("none") + "]";
  }
}
