package io.lwarotation.cli.checks;

import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** The key of the credentials: without it they are lost. */
record KeyChecks(Application app) {
  Finding state() {
    String arn = app.require("KeyArn");
    try (KmsClient kms = app.client(KmsClient.builder())) {
      KeyMetadata key = kms.describeKey(request -> request.keyId(arn)).keyMetadata();
      if (key.keyState() == KeyState.ENABLED) {
        return Finding.ok("key", arn + " is enabled");
      }
      return Finding.bad(
          "key",
          arn + " is " + key.keyStateAsString() + ": nobody can read the credentials",
          key.keyState() == KeyState.PENDING_DELETION
              ? "aws kms cancel-key-deletion and enable-key --key-id " + arn + ", now"
              : "aws kms enable-key --key-id " + arn);
    }
  }

  Finding rotation() {
    String arn = app.require("KeyArn");
    try (KmsClient kms = app.client(KmsClient.builder())) {
      return kms.getKeyRotationStatus(request -> request.keyId(arn)).keyRotationEnabled()
          ? Finding.ok("key rotation", "is on")
          : Finding.warn("key rotation", "is off", "aws kms enable-key-rotation --key-id " + arn);
    }
  }
}
