package io.lwarotation.local.http;

import java.net.http.HttpRequest;
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
}
