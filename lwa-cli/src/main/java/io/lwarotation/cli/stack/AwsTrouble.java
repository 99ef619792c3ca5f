package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of AWS means for the operator: one sentence, with a remedy. */
public final class AwsTrouble {
  private static final Pattern RIGHT =
      Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z]+)(?: on (?:the )?resource: ?(\\S+))?");

  private AwsTrouble() {}

  /** The code that AWS gave, such as {@code AccessDeniedException}. */
  public static String code(AwsServiceException refused) {
    String code = refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
    return code == null ? "HTTP " + refused.statusCode() : code;
  }

  /** An answer without a body that could be read names no service. */
  private static String service(AwsServiceException refused) {
    String service =
        refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().serviceName();
    return service == null ? "the service" : service;
  }

  /** Whether a right is missing. */
  public static boolean isDenied(AwsServiceException refused) {
    String code = code(refused);
    return code.startsWith("AccessDenied")
        || code.equals("AuthorizationError")
        || code.equals("AuthorizationErrorException")
        || code.equals("UnauthorizedOperation");
  }

  /** The right that AWS says is missing, such as {@code ssm:PutParameter}; else the service. */
  public static String missingRight(AwsServiceException refused) {
    Optional<String> named = namedRight(refused);
    if (named.isPresent()) {
      return named.get();
    }
    return text(refused).toLowerCase(Locale.ROOT).contains("ciphertext")
        ? "kms:Decrypt on the key of the parameter"
        : "to use " + service(refused);
  }

  /** The right that AWS says is missing, if it says which. */
  public static Optional<String> namedRight(AwsServiceException refused) {
    Matcher right = RIGHT.matcher(text(refused));
    if (!right.find()) {
      return Optional.empty();
    }
    String resource = right.group(2);
    return Optional.of(right.group(1) + (resource == null ? "" : " on " + withoutStop(resource)));
  }

  /** The failure, said to the operator. */
  public static IllegalStateException explain(SdkException failure, AwsOptions aws) {
    return new IllegalStateException(sentence(failure, aws), failure);
  }

  /** The same as a sentence, to be told beside others. */
  public static String sentence(SdkException failure, AwsOptions aws) {
    if (failure instanceof AwsServiceException refused) {
      return refusal(refused, aws);
    }
    String all = chain(failure).toLowerCase(Locale.ROOT);
    // Not "sso" alone: the SDK quotes the files, where another profile may sign in so.
    if (all.contains("sso token")
        || all.contains("sso session")
        || all.contains("token is expired")
        || all.contains("token expired")) {
      return "The sign-in of the profile "
          + aws.profileName()
          + " at IAM Identity Center has ended or was never made: run aws sso login --profile "
          + aws.profileName()
          + ".";
    }
    boolean noProfile =
        all.contains("profile file contained no credentials for profile")
            || all.contains("no profile")
            || all.contains("did not exist");
    if (noProfile && !aws.profileName().equals("default")) {
      return "There is no profile "
          + aws.profileName()
          + " with credentials in ~/.aws/config or ~/.aws/credentials: name another --profile.";
    }
    if (noProfile || all.contains("unable to load credentials")) {
      return "No credentials of AWS were found: name a --profile, or sign in as you do for the AWS command line"
          + " (aws configure, aws sso login).";
    }
    return "AWS did not answer: check the network and the region ("
        + aws.regionName()
        + "), and try again.";
  }

  private static String refusal(AwsServiceException refused, AwsOptions aws) {
    String code = code(refused);
    if (isDenied(refused)) {
      return "AWS refused: these credentials lack the right "
          + missingRight(refused)
          + "; ask for it, or name another --profile.";
    }
    return switch (code) {
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
          "The session of the profile "
              + aws.profileName()
              + " has ended: sign in again (aws sso login --profile "
              + aws.profileName()
              + ", where it is one of IAM Identity Center).";
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch" ->
          "AWS does not accept the credentials of the profile "
              + aws.profileName()
              + " ("
              + code
              + "): sign in again, or name another --profile.";
      case "InvalidKeyId", "KMSInvalidStateException", "DisabledException" ->
          "The KMS key of the parameter cannot be used ("
              + code
              + "): enable it or cancel its deletion in KMS.";
      default ->
          refused.isThrottlingException()
              ? "AWS says that there are too many requests (" + code + "): try again in a minute."
              : "AWS refused ("
                  + service(refused)
                  + ": "
                  + code
                  + "); run again with --verbose for more.";
    };
  }

  private static String text(AwsServiceException refused) {
    String message =
        refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorMessage();
    return message == null ? String.valueOf(refused.getMessage()) : message;
  }

  private static String withoutStop(String resource) {
    return resource.endsWith(".") ? resource.substring(0, resource.length() - 1) : resource;
  }

  private static String chain(Throwable failure) {
    StringBuilder all = new StringBuilder();
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
      depth++;
    }
    return all.toString();
  }
}
