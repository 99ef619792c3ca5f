package io.lwarotation.cli.doctor;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.adapter.sdk.SqsNewSecretQueue;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.QueueReadiness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Whether Amazon's messages can arrive: in the automatic mode only. */
record QueueLook(Patient patient, InstantSource clock) {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** By the same rules that the rotation goes by. */
  List<Finding> policy(String subject, String output) {
    Arn arn = Arn.of(patient.require(output));
    try (SqsClient sqs = patient.aws().configured(SqsClient.builder()).build();
        KmsClient kms = patient.aws().configured(KmsClient.builder()).build()) {
      String url = sqs.getQueueUrl(request -> request.queueName(arn.resource())).queueUrl();
      return List.of(
          QueueReadiness.obstacle(
                  new SqsNewSecretQueue(sqs, kms, url).describe(Deadline.in(LIMIT, clock)))
              .map(
                  why -> Finding.bad(subject, withoutStop(why), "deploy the stack: npx cdk deploy"))
              .orElseGet(
                  () -> Finding.ok(subject, arn.resource() + " lets Amazon's account send")));
    }
  }

  /** No API tells what is entered in the console; a message that came proves it. */
  List<Finding> registration() {
    String subject = "console registration";
    String queue = patient.require("NewSecretQueueArn");
    try (SsmClient ssm = patient.aws().ssm()) {
      boolean came =
          ssm
              .getParameters(request -> request.names(patient.names().rotationRecord()))
              .parameters()
              .stream()
              .map(Parameter::value)
              .map(RotationRecordJson::read)
              .anyMatch(QueueLook::hasMessage);
      return List.of(
          came
              ? Finding.ok(subject, "a new secret has come through " + queue)
              : Finding.unknown(
                  subject,
                  "no new secret has come yet, and no API tells what is entered in the console",
                  "look in the Developer Console, Notification Preferences, row Application Client New"
                      + " Secret: it must show "
                      + queue));
    }
  }

  private static boolean hasMessage(StoredRecord stored) {
    return stored instanceof StoredRecord.Present(var record) && record.notificationId() != null;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
