package io.lwarotation.cli.doctor;

import io.lwarotation.cli.stack.AwsTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, where, and by which clock. */
record AccountLook(Patient patient, InstantSource clock) {
  /** AWS refuses signatures that are off by more than five minutes; a minute is odd already. */
  private static final Duration ODD = Duration.ofMinutes(1);

  private static final Duration REFUSED = Duration.ofMinutes(5);

  List<Finding> identity() {
    try (StsClient sts = patient.aws().configured(StsClient.builder()).build()) {
      GetCallerIdentityResponse me = sts.getCallerIdentity();
      return List.of(
          Finding.ok(
              "identity",
              me.arn() + " in account " + me.account() + ", region " + patient.aws().regionName()));
    }
  }

  /** A request that anyone may send, if only to be refused: its answer has the time of AWS. */
  List<Finding> skew() {
    Optional<String> date;
    try (SsmClient ssm = patient.aws().ssm()) {
      date =
          ssm.getParameters(request -> request.names(patient.names().rotationRecord()))
              .sdkHttpResponse()
              .firstMatchingHeader("Date");
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      date =
          Optional.ofNullable(refused.awsErrorDetails())
              .map(details -> details.sdkHttpResponse())
              .flatMap(answer -> answer.firstMatchingHeader("Date"));
    }
    return List.of(skew(date, clock.instant()));
  }

  static Finding skew(Optional<String> date, Instant here) {
    String subject = "clock";
    Instant there;
    try {
      there =
          ZonedDateTime.parse(date.orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException _) {
      return Finding.unknown(subject, "AWS did not tell its time", "try again");
    }
    Duration off = Duration.between(there, here);
    String text =
        "this machine is "
            + off.abs().toSeconds()
            + " s "
            + (off.isNegative() ? "behind" : "ahead of")
            + " AWS";
    String remedy = "set the clock by NTP: AWS refuses requests that are off by five minutes";
    if (off.abs().compareTo(REFUSED) >= 0) {
      return Finding.bad(subject, text, remedy);
    }
    return off.abs().compareTo(ODD) >= 0
        ? Finding.warn(subject, text, remedy)
        : Finding.ok(subject, text);
  }
}
