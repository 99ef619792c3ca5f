package io.lwarotation.adapter;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer of Parameter Store other than 200 means.
 *
 * @param status HTTP status
 * @param code AWS's name of the error, {@code Unknown} where there is none; AWS's text beside it is
 *     never used: it may name accounts, users and keys
 */
record SsmRefusal(int status, String code) {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,63}");
  private static final Set<String> THROTTLING =
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

  /** What to do next. */
  enum Meaning {
    THROTTLED,
    UNAVAILABLE,
    /** The signature was refused, perhaps for its time. */
    CLOCK,
    EXPIRED_KEYS,
    FINAL
  }

  static SsmRefusal of(HttpAnswer answer) {
    Optional<String> code =
        answer.header("x-amzn-errortype").or(() -> codeOf(answer.body())).map(SsmRefusal::bare);
    return new SsmRefusal(
        answer.status(), code.filter(c -> CODE.matcher(c).matches()).orElse("Unknown"));
  }

  private static Optional<String> codeOf(byte[] body) {
    try {
      Json json = JsonReader.read(body, MAX_BODY_BYTES);
      return json.text("__type").or(() -> json.text("code"));
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  /** {@code prefix#Code:uri} to {@code Code}. */
  private static String bare(String type) {
    String tail = type.substring(type.indexOf('#') + 1);
    int colon = tail.indexOf(':');
    return (colon < 0 ? tail : tail.substring(0, colon)).strip();
  }

  Meaning meaning() {
    if (status == 429
        || code.startsWith("Throttling")
        || code.startsWith("Throttled")
        || code.startsWith("TooManyRequests")
        || THROTTLING.contains(code)) {
      return Meaning.THROTTLED;
    }
    if (status >= 500 || code.equals("InternalServerError") || code.equals("ServiceUnavailable")) {
      return Meaning.UNAVAILABLE;
    }
    if (CLOCK.contains(code)) {
      return Meaning.CLOCK;
    }
    return EXPIRED_KEYS.contains(code) ? Meaning.EXPIRED_KEYS : Meaning.FINAL;
  }

  StoreException toException(ParameterNames names) {
    StoreException.Kind kind =
        switch (meaning()) {
          case THROTTLED -> StoreException.Kind.THROTTLED;
          case UNAVAILABLE -> StoreException.Kind.UNREACHABLE;
          case CLOCK, EXPIRED_KEYS, FINAL -> StoreException.Kind.REFUSED;
        };
    return new StoreException(
        kind,
        "Parameter Store answered "
            + status
            + " ("
            + code
            + ") to GetParameters for application "
            + names.app()
            + ": "
            + remedy(names),
        null);
  }

  private String remedy(ParameterNames names) {
    return switch (meaning()) {
      case THROTTLED -> "too many requests in this account and region; the next run tries again.";
      case UNAVAILABLE -> "it is not available now; the next run tries again.";
      case CLOCK ->
          "the signature was refused; check that the function's AWS credentials and AWS_REGION"
              + " belong together and that its clock is right.";
      case EXPIRED_KEYS ->
          "the function's AWS credentials have expired; start it anew to get fresh ones.";
      case FINAL -> finalRemedy(names);
    };
  }

  private String finalRemedy(ParameterNames names) {
    if (UNKNOWN_KEYS.contains(code)) {
      return "the function's AWS credentials are not known there; check the function's role and"
          + " AWS_ENDPOINT_URL.";
    }
    if (status >= 300 && status < 400) {
      return "a redirect is not followed; check AWS_ENDPOINT_URL.";
    }
    return switch (code) {
      case "AccessDeniedException", "AccessDenied" ->
          "the function's role must allow ssm:GetParameters on "
              + String.join(", ", names.all())
              + " and kms:Decrypt with their key; deploy the stack again. If they lie under another key"
              + " than the stack's: ./lwa adopt --app "
              + names.app();
      case "InvalidKeyId",
          "KMSInvalidStateException",
          "KMSDisabledException",
          "DisabledException" ->
          "the KMS key of the parameters is missing, disabled or about to be deleted; enable it or"
              + " cancel its deletion, or store the credentials again, under the stack's key:"
              + " ./lwa put --app "
              + names.app();
      default -> "it will not be answered as it is; check the parameters' names and the stack.";
    };
  }
}
