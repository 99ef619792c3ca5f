package io.lwarotation.cli.checks;

import io.lwarotation.cli.stack.AwsTrouble;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, where, and the key: without it the credentials are lost. */
record AccountChecks(Application app) {
  Finding identity() {
    GetCallerIdentityResponse me = app.client(StsClient.builder()).getCallerIdentity();
    if (me.arn() == null) {
      throw AwsTrouble.unreadable();
    }
    return Finding.ok(
        "%s in account %s, region %s".formatted(me.arn(), me.account(), app.aws().regionName()));
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
