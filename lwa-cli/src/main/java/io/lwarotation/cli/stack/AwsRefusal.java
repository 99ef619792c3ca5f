package io.lwarotation.cli.stack;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What the error codes of AWS mean for the operator: the one table of them. A row is chosen from
 * the top.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html">Errors
 *     that are common to all services</a>
 */
enum AwsRefusal {
  DENIED(
      "AuthorizationError AuthorizationErrorException UnauthorizedOperation",
      "these credentials lack the right {right}",
      "ask for it, or name another --profile"),
  CLOCK(
      "RequestTimeTooSkewed RequestExpired RequestInTheFuture",
      "AWS refused the time of the request, so the clock of this machine is wrong ({code})",
      "set the clock by NTP and try again"),
  LABELLED(
      "ParameterMaxVersionLimitExceeded",
      "a parameter has 100 versions, the most there can be, and a label keeps the oldest from being"
          + " dropped ({code})",
      "move the label to a newer version (aws ssm label-parameter-version); then try again"),
  SESSION_ENDED(
      "ExpiredToken ExpiredTokenException TokenRefreshRequired",
      "the session of the profile {profile} has ended",
      "sign in again (aws sso login --profile {profile}, if it is one of IAM Identity Center)"),
  NOT_ACCEPTED(
      "UnrecognizedClientException InvalidClientTokenId InvalidAccessKeyId"
          + " InvalidSignatureException SignatureDoesNotMatch IncompleteSignature"
          + " IncompleteSignatureException MissingAuthenticationToken"
          + " MissingAuthenticationTokenException AuthFailure",
      "AWS does not accept the credentials of the profile {profile} in {region} ({code})",
      "sign in again, or name another --profile"),
  NOT_ENABLED(
      "OptInRequired SubscriptionRequiredException",
      "the account does not use {service} in {region} ({code})",
      "enable the region in the account, or name another --region"),
  THROTTLED(
      "TooManyRequestsException TooManyUpdates LimitExceededException",
      "AWS got too many requests ({service}: {code})",
      "try again in a minute"),
  KEY(
      "InvalidKeyId KMSInvalidStateException "
          + "KMSDisabledException KMSNotFoundException DisabledException",
      "the KMS key cannot be used ({code})",
      "enable it or cancel its deletion in KMS, or store all credentials again, under the stack's"
          + " key: ./lwa put"),
  FAILED(
      "InternalFailure ServiceUnavailable",
      "AWS itself failed ({service}: {code})",
      "try again in a minute; https://health.aws.amazon.com/health/status shows whether it is"
          + " down"),
  NOT_AWS(
      "",
      "something that is not AWS answered in its place ({code})",
      "look for a proxy or a sign-in page of the network, and at AWS_ENDPOINT_URL"),
  OTHER("", "AWS refused ({service}: {code})", "run again with --verbose for more");

  private static final Pattern BAD_TIME =
      Pattern.compile("signature (expired|not yet current)", Pattern.CASE_INSENSITIVE);

  private final String codes;
  private final String what;
  private final String remedy;

  AwsRefusal(String codes, String what, String remedy) {
    this.codes = codes;
    this.what = what;
    this.remedy = remedy;
  }

  /** What is the matter; the names in braces are to be replaced. */
  String what() {
    return what;
  }

  /** What to do; the names in braces are to be replaced. */
  String remedy() {
    return remedy;
  }

  static AwsRefusal of(AwsServiceException refused) {
    String code = AwsTrouble.code(refused);
    // Of a request that is too old or too new, most services say only that its signature is wrong.
    if (BAD_TIME.matcher(String.valueOf(refused.getMessage())).find()) {
      return CLOCK;
    }
    for (AwsRefusal row : values()) {
      if (List.of(row.codes.split(" ", -1)).contains(code)) {
        return row;
      }
    }
    if (code.startsWith("AccessDenied")) {
      return DENIED;
    }
    if (refused.isThrottlingException() || code.toLowerCase(Locale.ROOT).contains("throttl")) {
      return THROTTLED;
    }
    if (refused.statusCode() >= 500) {
      return FAILED;
    }
    return AwsTrouble.hasCode(refused) ? OTHER : NOT_AWS;
  }
}
