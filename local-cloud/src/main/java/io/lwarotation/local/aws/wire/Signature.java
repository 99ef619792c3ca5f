package io.lwarotation.local.aws.wire;

import io.lwarotation.local.http.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code Authorization} header of Signature Version 4 says. Its form, its scope and the
 * list of signed headers are checked; the signature itself is not, since LocalAws does not know the
 * secret keys of its callers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public record Signature(String accessKeyId, String region, String service) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request,"
              + " *SignedHeaders=([a-z0-9;\\-]+), *Signature=([0-9a-f]{64})");

  /**
   * Reads the signature of a request.
   *
   * @throws AwsException if there is none, or AWS would refuse it for its form
   */
  public static Signature of(Request request) {
    Optional<String> authorization = request.header("authorization");
    if (authorization.isEmpty()) {
      throw new AwsException(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    Matcher matcher = HEADER.matcher(authorization.get());
    if (!matcher.matches()) {
      throw incomplete("Authorization header is not of the form of Signature Version 4.");
    }
    String date =
        request
            .header("x-amz-date")
            .orElseThrow(() -> incomplete("Authorization header requires existence of X-Amz-Date"));
    if (!date.matches("\\d{8}T\\d{6}Z") || !date.startsWith(matcher.group(2))) {
      throw incomplete("Date in Credential scope does not match the date in X-Amz-Date.");
    }
    checkSignedHeaders(request, Arrays.asList(matcher.group(5).split(";")));
    return new Signature(matcher.group(1), matcher.group(3), matcher.group(4));
  }

  private static void checkSignedHeaders(Request request, List<String> signed) {
    if (!signed.contains("host")) {
      throw incomplete("'Host' must be a signed header.");
    }
    for (String header : request.headers().keySet()) {
      if (header.startsWith("x-amz-") && !signed.contains(header)) {
        throw new AwsException(
            403, "AccessDenied", "There were headers present which were not signed: " + header);
      }
    }
  }

  private static AwsException incomplete(String message) {
    return new AwsException(403, "IncompleteSignature", message);
  }

  /** Refuses a signature that was made for another service or region. */
  public void require(String expectedService, String expectedRegion) {
    if (!service.equals(expectedService) || !region.equals(expectedRegion)) {
      throw new AwsException(
          403,
          "InvalidSignatureException",
          "Credential should be scoped to the service %s in the region %s."
              .formatted(expectedService, expectedRegion));
    }
  }
}
