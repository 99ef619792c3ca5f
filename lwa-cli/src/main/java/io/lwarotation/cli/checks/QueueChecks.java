package io.lwarotation.cli.checks;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.adapter.aws.SqsNewSecretQueue;
import io.lwarotation.cli.stack.Arn;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.QueueReadiness;
import java.time.Duration;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Whether Amazon's messages can arrive: in the automatic mode only. */
record QueueChecks(Application app) {
  static final String RIGHTS =
      "sqs:GetQueueUrl, sqs:GetQueueAttributes, kms:DescribeKey and kms:GetKeyPolicy";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  Finding newSecrets() {
    return policy("queue of new secrets", "NewSecretQueueArn");
  }

  Finding expiries() {
    return policy("queue of expiries", "ExpiryQueueArn");
  }

  /** By the same rules that the rotation goes by. */
  private Finding policy(String subject, String output) {
    Arn arn = Arn.of(app.require(output));
    try (SqsClient sqs = app.client(SqsClient.builder());
        KmsClient kms = app.client(KmsClient.builder())) {
      String url = sqs.getQueueUrl(request -> request.queueName(arn.resource())).queueUrl();
      return QueueReadiness.obstacle(
              new SqsNewSecretQueue(sqs, kms, url).describe(Deadline.in(LIMIT, app.clock())))
          .map(why -> Finding.bad(subject, why, Application.DEPLOY))
          .orElseGet(() -> Finding.ok(subject, arn.resource() + " lets Amazon's account send"));
    }
  }

  /** No API tells what is entered in the console; a message that came proves it. */
  Finding registration() {
    String subject = "console registration";
    String queue = app.require("NewSecretQueueArn");
    try (SsmClient ssm = app.aws().ssm()) {
      boolean came =
          ssm
              .getParameters(request -> request.names(app.names().rotationRecord()))
              .parameters()
              .stream()
              .map(Parameter::value)
              .map(RotationRecordJson::read)
              .anyMatch(QueueChecks::hasMessage);
      return came
          ? Finding.ok(subject, "a new secret has arrived through " + queue)
          : Finding.unknown(
              subject,
              "no new secret has arrived yet, and no API shows what is entered in the console",
              "look in the Developer Console, Notification Preferences, row Application Client New"
                  + " Secret: it must show "
                  + queue);
    }
  }

  private static boolean hasMessage(StoredRecord stored) {
    return stored instanceof StoredRecord.Present(var record) && record.notificationId() != null;
  }
}
