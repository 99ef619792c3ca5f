package io.lwarotation.local.amazon;

import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * One operation of SP-API.
 *
 * @param method of HTTP
 * @param path with {@code {name}} for what varies
 * @param scope the grantless scope it needs; empty for sellers' operations
 * @param rateLimit requests a second, as {@code x-amzn-RateLimit-Limit} has it
 * @param refill how long one request takes to become free again
 * @param burst so many at once
 */
record Operation(
    String method,
    String path,
    Optional<String> scope,
    String rateLimit,
    Duration refill,
    int burst,
    Answer answer) {

  /** What a permitted request gets. */
  @FunctionalInterface
  interface Answer {
    Response to(Request request, Application application);
  }

  static Operation ofSeller(String path, String rateLimit, int burst, Answer answer) {
    return new Operation(
        "GET", path, Optional.empty(), rateLimit, refill(rateLimit), burst, answer);
  }

  static Operation grantless(
      String method, String path, String scope, String rateLimit, int burst, Answer answer) {
    return new Operation(
        method, path, Optional.of(scope), rateLimit, refill(rateLimit), burst, answer);
  }

  private static Duration refill(String rateLimit) {
    return Duration.ofMillis(Math.round(1000 / Double.parseDouble(rateLimit)));
  }

  boolean fits(Request request) {
    return method.equals(request.method())
        && request.path().matches(path.replaceAll("\\{\\w+}", "[^/]+"));
  }

  /** The last part of the path, such as an order's id. */
  static String lastPart(Request request) {
    return request.path().substring(request.path().lastIndexOf('/') + 1);
  }
}
