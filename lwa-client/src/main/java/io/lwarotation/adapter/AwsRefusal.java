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
  private static final Set<String> CLOCK =
      Set.of("RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch");
  private static final Set<String> EXPIRED_KEYS = Set.of("ExpiredTokenException", "ExpiredToken");
  private static final Set<String> UNKNOWN_KEYS =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId", "IncompleteSignature");

  /** What to do next. */
  enum Meaning {
    THROTTLED,
    UNAVAILABLE,
    /** The signature was refused, perhaps for its time. */
    CLOCK,
    EXPIRED_KEYS,
    FINAL
  }

  static AwsRefusal of(HttpAnswer answer) {
    Optional<String> code =
        answer.header("x-amzn-errortype").or(() -> codeOf(answer.body())).map(AwsRefusal::bare);
    return new AwsRefusal(
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
  static String bare(String type) {
    String tail = type.substring(type.indexOf('#') + 1);
    int colon = tail.indexOf(':');
    return (colon < 0 ? tail : tail.substring(0, colon)).strip();
  }

  Meaning meaning() {
    if (status == 429
        || code.startsWith("Throttl")
        || code.startsWith("TooManyRequests")
        || code.startsWith("RequestLimitExceeded")) {
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

  boolean isOfTheSignature() {
    return meaning() == Meaning.CLOCK || meaning() == Meaning.EXPIRED_KEYS;
  }

  StoreException toException(String service, String operation, AwsJsonService.Remedy remedy) {
    StoreException.Kind kind =
        switch (meaning()) {
          case THROTTLED -> StoreException.Kind.THROTTLED;
          case UNAVAILABLE -> StoreException.Kind.UNREACHABLE;
          case CLOCK, EXPIRED_KEYS, FINAL -> StoreException.Kind.REFUSED;
        };
    return new StoreException(
        kind,
        service
            + " answered "
            + status
            + " ("
            + code
            + ") to "
            + operation
            + ": "
            + switch (meaning()) {
              case THROTTLED ->
                  "too many requests in this account and region; the next run tries again.";
              case UNAVAILABLE -> "it is not available now; the next run tries again.";
              case CLOCK ->
                  "the signature was refused; check that the function's AWS credentials and"
                      + " AWS_REGION belong together and that its clock is right.";
              case EXPIRED_KEYS ->
                  "the function's AWS credentials have expired; start it anew to get fresh ones.";
              case FINAL -> finalRemedy(remedy);
            },
        null);
  }

  private String finalRemedy(AwsJsonService.Remedy remedy) {
    if (UNKNOWN_KEYS.contains(code)) {
      return "the function's AWS credentials are not known there; check the function's role and"
          + " AWS_ENDPOINT_URL.";
    }
    return status >= 300 && status < 400
        ? "a redirect is not followed; check AWS_ENDPOINT_URL."
        : remedy.of(code);
  }
}
