package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What it means that there is no answer of AWS, or none that the SDK could read: by what the SDK
 * says, in small letters. A row is chosen from the top.
 */
enum AwsSilence {
  UNREADABLE(
      "unable to unmarshall|unable to parse",
      "what came in AWS's place could not be read",
      AwsRefusal.NOT_AWS.remedy()),
  LOGIN(
      "must be on the class path",
      "the profile {profile} signs in by aws login, which this program cannot use",
      "eval \"$(aws configure export-credentials --profile {profile} --format env)\" takes its keys"
          + " into the shell; leave out --profile then"),
  SOURCE(
      "source profile|circular relationship",
      "the profile {profile} takes its credentials from a profile that has none",
      "correct its source_profile in ~/.aws/config"),
  INCOMPLETE(
      "was not configured for",
      "the profile {profile} lacks a part of its credentials",
      "aws configure --profile {profile} asks for all of them"),
  PROCESS(
      "process-based credentials|command returned non-zero",
      "the credential_process of the profile {profile} failed",
      "run that command of ~/.aws/config by hand to see why"),
  CLOCK(
      "notbefore|notafter",
      "by the clock of this machine the certificate of AWS is not valid",
      "set the clock by NTP (it says {now})"),
  /** Not "sso" alone: the SDK quotes the files, where another profile may sign in so. */
  SIGN_IN(
      "sso token|sso session|/sso/cache/|token is expired|token expired",
      "the sign-in of the profile {profile} at IAM Identity Center has ended or was never made",
      "run aws sso login --profile {profile}"),
  NO_PROFILE(
      "profile file contained no credentials for profile|no profile|did not exist",
      "there is no profile {profile} with credentials in ~/.aws/config or ~/.aws/credentials",
      "name another --profile"),
  NO_CREDENTIALS(
      NO_PROFILE.said + "|unable to load credentials",
      "no credentials of AWS were found",
      "name a --profile, or sign in as you do for the AWS command line (aws configure, aws sso"
          + " login)"),
  FILE(
      "\\A\\Q" + AwsTrouble.PROFILE.toLowerCase(Locale.ROOT) + "\\E(?s:.*) on line \\d{1,6}",
      "~/.aws/config or ~/.aws/credentials cannot be read",
      "correct what stands{line}"),
  PROFILE(
      "\\A\\Q" + AwsTrouble.PROFILE.toLowerCase(Locale.ROOT),
      "the profile {profile} cannot be used as it is in ~/.aws/config",
      "aws sts get-caller-identity --profile {profile} says more"),
  CERTIFICATE(
      "unable to find valid certification path",
      "the certificate that came{way} is not one of AWS",
      "if a proxy of your company reads what passes, set AWS_CA_BUNDLE to the file with its"
          + " certificate authority"),
  PROXY(
      "tunnel through proxy(?s:.*) 407| 407(?s:.*)tunnel through proxy",
      "nothing gets to AWS{way}: it asks for a user and a password (407)",
      "name them in the variable, as http://USER:PASSWORD@HOST:PORT"),
  PROXIED(
      "",
      "AWS did not answer{way}",
      "check the proxy, the network and the region ({region}), and try again"),
  OTHER("", "AWS did not answer", "check the network and the region ({region}), and try again");

  private static final Pattern LINE_OF_FILE = Pattern.compile(" on line \\d{1,6}");

  private final String said;
  private final Pattern pattern;
  private final String what;
  private final String remedy;

  AwsSilence(String said, String what, String remedy) {
    this.said = said;
    this.pattern = Pattern.compile(said);
    this.what = what;
    this.remedy = remedy;
  }

  /** The row, filled. */
  static AwsTrouble trouble(String all, AwsOptions aws) {
    AwsSilence row =
        Stream.of(values())
            .filter(one -> one.pattern.matcher(all).find() && one.fits(aws))
            .findFirst()
            .orElse(OTHER);
    return new AwsTrouble(filled(row.what, all, aws), filled(row.remedy, all, aws));
  }

  private boolean fits(AwsOptions aws) {
    return switch (this) {
      case NO_PROFILE -> !aws.profileName().equals("default");
      case PROXIED -> !aws.way().isEmpty();
      default -> true;
    };
  }

  private static String filled(String text, String all, AwsOptions aws) {
    Matcher line = LINE_OF_FILE.matcher(all);
    return text.replace("{profile}", aws.profileName())
        .replace("{line}", line.find() ? line.group() : "")
        .replace("{now}", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString())
        .replace("{way}", text.contains("{way}") ? aws.way() : "")
        .replace("{region}", text.contains("{region}") ? aws.regionName() : "");
  }
}
