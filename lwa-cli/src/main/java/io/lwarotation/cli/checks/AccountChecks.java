package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.AwsTime;
import io.lwarotation.cli.stack.AwsTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, where, by which clock, and the key: without it the credentials are lost. */
record AccountChecks(Application app) {
  /** AWS refuses signatures that are off by more than five minutes; a minute is odd already. */
  private static final Duration ODD = Duration.ofMinutes(1);

  private static final Duration REFUSED = Duration.ofMinutes(5);

  Finding identity() {
    GetCallerIdentityResponse me = app.client(StsClient.builder()).getCallerIdentity();
    if (me.arn() == null) {
      throw AwsTrouble.unreadable();
    }
    return Finding.ok(
        "%s in account %s, region %s".formatted(me.arn(), me.account(), app.aws().regionName()));
  }

  /** A request that anyone may send, if only to be refused: its answer has the time of AWS. */
  Finding clock() {
    Optional<Instant> there;
    try {
      String any = app.names().rotationRecord();
      there =
          AwsTime.told(
              app.aws().ssm().getParameters(request -> request.names(any)).sdkHttpResponse());
    } catch (AwsServiceException refused) {
      if (!AwsTrouble.isDenied(refused)) {
        throw refused;
      }
      there = AwsTime.told(refused);
    }
    Instant here = app.clock().instant();
    return there
        .map(moment -> skew(Duration.between(moment, here)))
        .orElseGet(() -> Finding.unknown("AWS did not tell its time", "try again"));
  }

  private static Finding skew(Duration off) {
    String side = off.isNegative() ? "behind" : "ahead of";
    String text = "this machine is %d s %s AWS".formatted(off.abs().toSeconds(), side);
    String remedy = "set the clock by NTP: AWS refuses requests that are off by five minutes";
    if (off.abs().compareTo(REFUSED) >= 0) {
      return Finding.bad(text, remedy);
    }
    return off.abs().compareTo(ODD) >= 0 ? Finding.warn(text, remedy) : Finding.ok(text);
  }

  Finding key() {
    String arn = app.require("KeyArn");
    KeyMetadata key =
        app.client(KmsClient.builder()).describeKey(request -> request.keyId(arn)).keyMetadata();
    if (key.keyState() == KeyState.ENABLED) {
      return Finding.ok(arn + " is enabled");
    }
    return Finding.bad(
        "%s is %s: nobody can read the credentials".formatted(arn, key.keyStateAsString()),
        key.keyState() == KeyState.PENDING_DELETION
            ? "aws kms cancel-key-deletion and enable-key --key-id " + arn + ", now"
            : "aws kms enable-key --key-id " + arn);
  }

  Finding keyRotation() {
    String arn = app.require("KeyArn");
    return app.client(KmsClient.builder())
            .getKeyRotationStatus(request -> request.keyId(arn))
            .keyRotationEnabled()
        ? Finding.ok("is on")
        : Finding.warn("is off", "aws kms enable-key-rotation --key-id " + arn);
  }
}
