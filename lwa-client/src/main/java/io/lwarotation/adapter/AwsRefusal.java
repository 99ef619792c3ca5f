package io.lwarotation.adapter;

import io.lwarotation.core.StoreException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer of AWS other than 2xx means.
 *
 * @param code AWS's name of the error, {@code Unknown} where there is none; AWS's text beside it is
 *     never used: it may name accounts, users and keys
 * @see <a href=
 *     "https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
record AwsRefusal(int status, String code) {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,63}");
  // The codes that AWS's SDKs know, beside those that begin as meaning() says.
  private static final Set<String> THROTTLED =
      Set.of(
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "SlowDown",
          "BandwidthLimitExceeded",
          "LimitExceededException",
          "PriorRequestNotComplete");

  private static final Set<String> CLOCK =
      Set.of(
          "RequestExpired",
          "RequestInTheFuture",
          "RequestTimeTooSkewed",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "AuthFailure");

  private static final Set<String> EXPIRED_KEYS =
      Set.of("ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired");

  private static final Set<String> UNKNOWN_KEYS =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException");

  /** What to do next, and what a person does. */
  enum Meaning {
    THROTTLED(
        StoreException.Kind.THROTTLED,
        "too many requests in this account and region; the next run tries again."),
    UNAVAILABLE(
        StoreException.Kind.UNREACHABLE, "it is not available now; the next run tries again."),
    /** The signature was refused, perhaps for its time. */
    CLOCK(
        StoreException.Kind.REFUSED,
        "the signature was refused; check that the function's AWS credentials and AWS_REGION"
            + " belong together and that its clock is right."),
    EXPIRED_KEYS(
        StoreException.Kind.REFUSED,
        "the function's AWS credentials have expired; start it anew to get fresh ones."),
    UNKNOWN_KEYS(
        StoreException.Kind.REFUSED,
        "the function's AWS credentials are not known there; check the function's role and"
            + " AWS_ENDPOINT_URL."),
    REDIRECT(StoreException.Kind.REFUSED, "a redirect is not followed; check AWS_ENDPOINT_URL."),
    /** Whoever asked says what to do. */
    OTHER(StoreException.Kind.REFUSED, "");

    private final StoreException.Kind kind;
    private final String remedy;

    Meaning(StoreException.Kind kind, String remedy) {
      this.kind = kind;
      this.remedy = remedy;
    }
  }

  static AwsRefusal of(HttpAnswer answer) {
    Optional<String> code =
        answer.header("x-amzn-errortype").or(() -> codeOf(answer.body())).map(AwsRefusal::bare);
    return new AwsRefusal(
        answer.status(), code.filter(c -> CODE.matcher(c).matches()).orElse("Unknown"));
  }

  private static Optional<String> codeOf(byte[] body) {
    return JsonReader.find(body, MAX_BODY_BYTES)
        .flatMap(json -> json.text("__type").or(() -> json.text("code")));
  }

  /** {@code prefix#Code:uri} to {@code Code}. */
  static String bare(String type) {
    String tail = type.substring(type.indexOf('#') + 1);
    int colon = tail.indexOf(':');
    return (colon < 0 ? tail : tail.substring(0, colon)).strip();
  }

  Meaning meaning() {
    if (status == 429
        || code.startsWith("Throttl")
        || code.startsWith("TooManyRequests")
        || THROTTLED.contains(code)) {
      return Meaning.THROTTLED;
    }
    if (status >= 500 || code.equals("InternalServerError") || code.equals("ServiceUnavailable")) {
      return Meaning.UNAVAILABLE;
    }
    if (CLOCK.contains(code)) {
      return Meaning.CLOCK;
    }
    if (EXPIRED_KEYS.contains(code)) {
      return Meaning.EXPIRED_KEYS;
    }
    if (UNKNOWN_KEYS.contains(code)) {
      return Meaning.UNKNOWN_KEYS;
    }
    return status >= 300 && status < 400 ? Meaning.REDIRECT : Meaning.OTHER;
  }

  StoreException toException(String service, String operation, AwsJsonService.Remedy remedy) {
    Meaning meaning = meaning();
    return new StoreException(
        meaning.kind,
        "%s answered %d (%s) to %s: %s"
            .formatted(
                service,
                status,
                code,
                operation,
                meaning == Meaning.OTHER ? remedy.of(code) : meaning.remedy),
        null);
  }
}
