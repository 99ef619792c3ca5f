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

/** Whether Amazon's messages can arrive: in the automatic mode only. */
record QueueChecks(Application app) {
  static final String RIGHTS =
      "sqs:GetQueueUrl, sqs:GetQueueAttributes, kms:DescribeKey and kms:GetKeyPolicy";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  Finding newSecrets() {
    return policy("NewSecretQueueArn");
  }

  Finding expiries() {
    return policy("ExpiryQueueArn");
  }

  /** By the same rules that the rotation goes by. */
  private Finding policy(String output) {
    String name = Arn.of(app.require(output)).resource();
    SqsClient sqs = app.client(SqsClient.builder());
    String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    return QueueReadiness.obstacle(
            new SqsNewSecretQueue(sqs, app.client(KmsClient.builder()), url)
                .describe(Deadline.in(LIMIT, app.clock())))
        .map(why -> Finding.bad(why, Application.DEPLOY))
        .orElseGet(() -> Finding.ok(name + " lets Amazon's account send"));
  }

  /** No API tells what is entered in the console; a message that came proves it. */
  Finding registration() {
    String queue = app.require("NewSecretQueueArn");
    String record = app.names().rotationRecord();
    boolean came =
        app.aws().ssm().getParameters(request -> request.names(record)).parameters().stream()
            .map(parameter -> RotationRecordJson.read(parameter.value()))
            .anyMatch(
                stored ->
                    stored instanceof StoredRecord.Present(var present)
                        && present.notificationId() != null);
    return came
        ? Finding.ok("a new secret has arrived through " + queue)
        : Finding.unknown(
            "no new secret has arrived yet, and no API shows what is entered in the console",
            "look in the Developer Console, Notification Preferences, row Application Client New"
                + " Secret: it must show "
                + queue);
  }
}
