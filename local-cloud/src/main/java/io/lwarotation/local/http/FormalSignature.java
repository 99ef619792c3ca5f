package io.lwarotation.local.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Signature Version 4 in form only, for requests to stand-ins: they read the access key id and the
 * scope, and cannot check the signature itself.
 */
public record FormalSignature(String accessKeyId, String region, String service) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Signs a request that has its URI and all other headers. */
  public HttpRequest sign(HttpRequest.Builder request, Instant now) {
    String date = DATE.format(now);
    return request
        .header("X-Amz-Date", date)
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/%s/%s/%s/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=%s"
                .formatted(accessKeyId, date.substring(0, 8), region, service, "0".repeat(64)))
        .build();
  }

  /**
   * Asks over AWS's JSON protocols.
   *
   * @param version of the protocol, for example {@code 1.0}
   * @param target for example {@code AmazonSQS.SendMessage}
   * @throws IOException if no answer came
   */
  public HttpResponse<String> ask(
      HttpClient client, URI endpoint, String version, String target, String body, Instant now)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-amz-json-" + version)
            .header("X-Amz-Target", target)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    try {
      return client.send(sign(request, now), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + service + " was asked");
    }
  }
}
