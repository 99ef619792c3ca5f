package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failure of AWS means for the operator.
 *
 * @param what is the matter: a sentence without its stop
 * @param remedy what to do about it: the same
 */
public record AwsTrouble(String what, String remedy) {
  private static final Pattern RIGHT =
      Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z]+)(?: on (?:the )?resource: ?(\\S+))?");

  /** Begins what a profile was the reason of. */
  public static final String PROFILE = "The profile cannot be used";

  private static final Pattern LINE_OF_FILE = Pattern.compile(" on line \\d{1,6}");

  /** So many causes are looked at. */
  private static final int DEPTH = 20;

  /** The failure, said to the operator. */
  public static IllegalStateException explain(SdkException failure, AwsOptions aws) {
    return new IllegalStateException(sentence(failure, aws), failure);
  }

  /** The same as a sentence, to be told beside others. */
  public static String sentence(SdkException failure, AwsOptions aws) {
    return of(failure, aws).sentence();
  }

  /** As one sentence. */
  public String sentence() {
    return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ": " + remedy + ".";
  }

  /**
   * What came is no answer of AWS although the SDK took it for one, as it does with any page in
   * place of XML: what every answer has is missing.
   */
  public static SdkClientException unreadable() {
    return SdkClientException.create("Unable to parse the answer");
  }

  /** What it means. */
  public static AwsTrouble of(SdkException failure, AwsOptions aws) {
    return failure instanceof AwsServiceException refused
        ? ofRefusal(refused, aws)
        : ofSilence(chain(failure).toLowerCase(Locale.ROOT), aws);
  }

  private static AwsTrouble ofRefusal(AwsServiceException refused, AwsOptions aws) {
    AwsRefusal row = AwsRefusal.of(refused);
    return new AwsTrouble(filled(row.what(), refused, aws), filled(row.remedy(), refused, aws));
  }

  private static String filled(String text, AwsServiceException refused, AwsOptions aws) {
    LabelledVersion labelled = LabelledVersion.in(text(refused));
    return text.replace("{right}", missingRight(refused))
        .replace("{off}", text.contains("{off}") ? ClockOff.of(refused).remark() : "")
        .replace("{parameter}", labelled.parameter())
        .replace("{move}", text.contains("{move}") ? labelled.command(aws) : "")
        .replace("{code}", code(refused))
        .replace("{service}", service(refused))
        .replace("{profile}", aws.profileName())
        .replace("{region}", aws.regionName());
  }

  /** There is no answer, or none that the SDK could read. */
  private static AwsTrouble ofSilence(String all, AwsOptions aws) {
    if (all.contains("unable to unmarshall") || all.contains("unable to parse")) {
      return new AwsTrouble(
          "what came in AWS's place could not be read", AwsRefusal.NOT_AWS.remedy());
    }
    if (all.contains("must be on the class path")) {
      return new AwsTrouble(
          "the profile "
              + aws.profileName()
              + " signs in by aws login, which this program cannot use",
          "eval \"$(aws configure export-credentials --profile "
              + aws.profileName()
              + " --format env)\" takes its keys into the shell; leave out --profile then");
    }
    if (all.contains("source profile") || all.contains("circular relationship")) {
      return new AwsTrouble(
          "the profile "
              + aws.profileName()
              + " takes its credentials from a profile that has none",
          "correct its source_profile in ~/.aws/config");
    }
    if (all.contains("was not configured for")) {
      return new AwsTrouble(
          "the profile " + aws.profileName() + " lacks a part of its credentials",
          "aws configure --profile " + aws.profileName() + " asks for all of them");
    }
    if (all.contains("process-based credentials") || all.contains("command returned non-zero")) {
      return new AwsTrouble(
          "the credential_process of the profile " + aws.profileName() + " failed",
          "run that command of ~/.aws/config by hand to see why");
    }
    if (all.contains("notbefore") || all.contains("notafter")) {
      return new AwsTrouble(
          "by the clock of this machine the certificate of AWS is not valid",
          "set the clock by NTP (it says " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ")");
    }
    // Not "sso" alone: the SDK quotes the files, where another profile may sign in so.
    if (all.contains("sso token")
        || all.contains("sso session")
        || all.contains("/sso/cache/")
        || all.contains("token is expired")
        || all.contains("token expired")) {
      return new AwsTrouble(
          "the sign-in of the profile "
              + aws.profileName()
              + " at IAM Identity Center has ended or was never made",
          "run aws sso login --profile " + aws.profileName());
    }
    boolean noProfile =
        all.contains("profile file contained no credentials for profile")
            || all.contains("no profile")
            || all.contains("did not exist");
    if (noProfile && !aws.profileName().equals("default")) {
      return new AwsTrouble(
          "there is no profile "
              + aws.profileName()
              + " with credentials in ~/.aws/config or ~/.aws/credentials",
          "name another --profile");
    }
    if (noProfile || all.contains("unable to load credentials")) {
      return new AwsTrouble(
          "no credentials of AWS were found",
          "name a --profile, or sign in as you do for the AWS command line (aws configure, aws sso"
              + " login)");
    }
    if (all.startsWith(PROFILE.toLowerCase(Locale.ROOT))) {
      Matcher line = LINE_OF_FILE.matcher(all);
      return line.find()
          ? new AwsTrouble(
              "~/.aws/config or ~/.aws/credentials cannot be read",
              "correct what stands" + line.group())
          : new AwsTrouble(
              "the profile " + aws.profileName() + " cannot be used as it is in ~/.aws/config",
              "aws sts get-caller-identity --profile " + aws.profileName() + " says more");
    }
    String way = aws.way();
    if (all.contains("unable to find valid certification path")) {
      return new AwsTrouble(
          "the certificate that came" + way + " is not one of AWS",
          "if a proxy of your company reads what passes, set AWS_CA_BUNDLE to the file with its"
              + " certificate authority");
    }
    if (all.contains("tunnel through proxy") && all.contains(" 407")) {
      return new AwsTrouble(
          "nothing gets to AWS" + way + ": it asks for a user and a password (407)",
          "name them in the variable, as http://USER:PASSWORD@HOST:PORT");
    }
    return new AwsTrouble(
        "AWS did not answer" + way,
        "check "
            + (way.isEmpty() ? "" : "the proxy, ")
            + "the network and the region ("
            + aws.regionName()
            + "), and try again");
  }

  /** The code that AWS gave, such as {@code AccessDeniedException}. */
  public static String code(AwsServiceException refused) {
    return hasCode(refused)
        ? refused.awsErrorDetails().errorCode()
        : "HTTP " + refused.statusCode();
  }

  static boolean hasCode(AwsServiceException refused) {
    return refused.awsErrorDetails() != null
        && refused.awsErrorDetails().errorCode() != null
        && !refused.awsErrorDetails().errorCode().isBlank();
  }

  /** An answer without a body that could be read names no service. */
  private static String service(AwsServiceException refused) {
    String service =
        refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().serviceName();
    return service == null ? "the service" : service;
  }

  /** Whether a right is missing. */
  public static boolean isDenied(AwsServiceException refused) {
    return AwsRefusal.of(refused) == AwsRefusal.DENIED;
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
    for (Throwable cause = failure; cause != null && depth < DEPTH; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
      depth++;
    }
    return all.toString();
  }
}
