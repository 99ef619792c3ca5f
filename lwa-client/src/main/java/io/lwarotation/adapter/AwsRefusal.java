package io.lwarotation.adapter;

import io.lwarotation.core.StoreException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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

  /** What to do next, what a person does, and the codes by which AWS's SDKs know it. */
  enum Meaning {
    THROTTLED(
        StoreException.Kind.THROTTLED,
        "too many requests in this account and region; the next run tries again.",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "PriorRequestNotComplete"),
    UNAVAILABLE(
        StoreException.Kind.UNREACHABLE,
        "it is not available now; the next run tries again.",
        "InternalServerError",
        "ServiceUnavailable"),
    /** The signature was refused, perhaps for its time. */
    CLOCK(
        StoreException.Kind.REFUSED,
        "the signature was refused; check that the function's AWS credentials and AWS_REGION"
            + " belong together and that its clock is right.",
        "RequestExpired",
        "RequestInTheFuture",
        "RequestTimeTooSkewed",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "AuthFailure"),
    EXPIRED_KEYS(
        StoreException.Kind.REFUSED,
        "the function's AWS credentials have expired; start it anew to get fresh ones.",
        "ExpiredTokenException",
        "ExpiredToken",
        "TokenRefreshRequired"),
    UNKNOWN_KEYS(
        StoreException.Kind.REFUSED,
        "the function's AWS credentials are not known there; check the function's role and"
            + " AWS_ENDPOINT_URL.",
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException"),
    REDIRECT(StoreException.Kind.REFUSED, "a redirect is not followed; check AWS_ENDPOINT_URL."),
    /** Whoever asked says what to do. */
    OTHER(StoreException.Kind.REFUSED, "");

    private final StoreException.Kind kind;
    private final String remedy;

    @SuppressWarnings("ImmutableEnumChecker") // a set that cannot change
    private final Set<String> codes;

    Meaning(StoreException.Kind kind, String remedy, String... codes) {
      this.kind = kind;
      this.remedy = remedy;
      this.codes = Set.of(codes);
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
    if (status == 429 || code.startsWith("Throttl") || code.startsWith("TooManyRequests")) {
      return Meaning.THROTTLED;
    }
    Meaning named = status >= 300 && status < 400 ? Meaning.REDIRECT : Meaning.OTHER;
    for (Meaning one : Meaning.values()) {
      named = one.codes.contains(code) ? one : named;
    }
    return status >= 500 && named != Meaning.THROTTLED ? Meaning.UNAVAILABLE : named;
  }

  StoreException toException(String service, String operation, UnaryOperator<String> remedy) {
    Meaning meaning = meaning();
    return new StoreException(
        meaning.kind,
        "%s answered %d (%s) to %s: %s"
            .formatted(
                service,
                status,
                code,
                operation,
                meaning == Meaning.OTHER ? remedy.apply(code) : meaning.remedy),
        null);
  }
}
