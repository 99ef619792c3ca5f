package io.lwarotation.adapter;

import io.lwarotation.core.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param headers by their names in lower case; of a header that came twice, the first
 */
// The bytes are handed on, never compared: a copy each time would only cost.
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final int LONGEST_REQUEST_ID = 64;

  /**
   * @param name in lower case
   */
  Optional<String> header(String name) {
    String value = headers.get(name);
    return value == null ? Optional.empty() : Optional.of(value.strip());
  }

  /** Amazon's id of the request, if it looks like one: it is shown to people. */
  Optional<String> requestId() {
    Optional<String> id = header("x-amzn-requestid");
    return id.isPresent() && isRequestId(id.get()) ? id : Optional.empty();
  }

  /** By hand: the JVM would spin two classes for this set of characters at each cold start. */
  private static boolean isRequestId(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_REQUEST_ID;
  }

  /** What a status other than 2xx means, as far as it means the same everywhere at Amazon. */
  Refusal refusal() {
    if (status == 429) {
      return Refusal.THROTTLED;
    }
    if (status >= 500) {
      return Refusal.UNAVAILABLE;
    }
    return status >= 300 && status < 400 ? Refusal.REDIRECT : Refusal.OTHER;
  }

  /** Requests a second that SP-API allows, if it says so with a number. */
  Optional<String> rateLimit() {
    return header("x-amzn-ratelimit-limit")
        .filter(rate -> rate.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"));
  }

  /** The other side's clock, to the second, if it tells its time. */
  Optional<Instant> date() {
    Optional<String> date = header("date");
    return date.isPresent() ? HttpDate.parse(date.get()) : Optional.empty();
  }

  /** Without headers and body: they hold tokens, secrets and sellers' data. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
