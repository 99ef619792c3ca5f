package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.AwsTime;
import io.lwarotation.cli.stack.AwsTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, where, and by which clock. */
record AccountChecks(Application app) {
  /** AWS refuses signatures that are off by more than five minutes; a minute is odd already. */
  private static final Duration ODD = Duration.ofMinutes(1);

  private static final Duration REFUSED = Duration.ofMinutes(5);

  Finding identity() {
    try (StsClient sts = app.client(StsClient.builder())) {
      GetCallerIdentityResponse me = sts.getCallerIdentity();
      if (me.arn() == null) {
        throw AwsTrouble.unreadable();
      }
      return Finding.ok(
          "identity",
          me.arn() + " in account " + me.account() + ", region " + app.aws().regionName());
    }
  }

  /** A request that anyone may send, if only to be refused: its answer has the time of AWS. */
  Finding clock() {
    Optional<Instant> there;
    try (SsmClient ssm = app.aws().ssm()) {
      there =
          AwsTime.told(
              ssm.getParameters(request -> request.names(app.names().rotationRecord()))
                  .sdkHttpResponse());
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      there =
          Optional.ofNullable(refused.awsErrorDetails())
              .map(details -> details.sdkHttpResponse())
              .flatMap(AwsTime::told);
    }
    return skew(there, app.clock().instant());
  }

  private static Finding skew(Optional<Instant> there, Instant here) {
    String subject = "clock";
    if (there.isEmpty()) {
      return Finding.unknown(subject, "AWS did not tell its time", "try again");
    }
    Duration off = Duration.between(there.get(), here);
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
