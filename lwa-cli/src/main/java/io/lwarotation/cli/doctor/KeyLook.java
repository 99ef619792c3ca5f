package io.lwarotation.cli.doctor;

import java.util.List;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** The key of the credentials: without it they are lost. */
record KeyLook(Patient patient) {
  List<Finding> state() {
    String arn = patient.require("KeyArn");
    try (KmsClient kms = patient.aws().configured(KmsClient.builder()).build()) {
      KeyMetadata key = kms.describeKey(request -> request.keyId(arn)).keyMetadata();
      if (key.keyState() == KeyState.ENABLED) {
        return List.of(Finding.ok("key", arn + " is enabled"));
      }
      return List.of(
          Finding.bad(
              "key",
              arn + " is " + key.keyStateAsString() + ": nobody can read the credentials",
              key.keyState() == KeyState.PENDING_DELETION
                  ? "aws kms cancel-key-deletion and enable-key --key-id " + arn + ", now"
                  : "aws kms enable-key --key-id " + arn));
    }
  }

  List<Finding> rotation() {
    String arn = patient.require("KeyArn");
    try (KmsClient kms = patient.aws().configured(KmsClient.builder()).build()) {
      return List.of(
          kms.getKeyRotationStatus(request -> request.keyId(arn)).keyRotationEnabled()
              ? Finding.ok("key rotation", "is on")
              : Finding.warn(
                  "key rotation", "is off", "aws kms enable-key-rotation --key-id " + arn));
    }
  }
}
