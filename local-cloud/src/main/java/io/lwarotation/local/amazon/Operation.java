package io.lwarotation.local.amazon;

import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.Duration;

/**
 * One operation of SP-API.
 *
 * @param method of HTTP
 * @param path a regular expression
 * @param scope the grantless scope it needs; empty for sellers' operations
 * @param rateLimit requests a second, as {@code x-amzn-RateLimit-Limit} has it
 * @param burst so many at once
 * @param answer what a permitted request gets
 */
record Operation(
    String method, String path, String scope, String rateLimit, int burst, Answer answer) {

  interface Answer {
    Response to(Request request, Application application);
  }

  boolean fits(Request request) {
    return method.equals(request.method()) && request.path().matches(path);
  }

  /** How long one request takes to become free again. */
  Duration refill() {
    return Duration.ofMillis(Math.round(1000 / Double.parseDouble(rateLimit)));
  }
}
