package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A queue for what could not be delivered, kept as long as SQS can, with an alarm on the first. */
final class DeadLetters extends Construct {
  final Queue queue;

  /**
   * @param key that encrypts a secret; null for messages without one
   * @param text of the alarm: what lies there and what to do
   */
  DeadLetters(Construct scope, String id, NoticeTopic topic, @Nullable Key key, AlarmText text) {
    super(scope, id);
    this.queue = queue(this, key).build();
    NagSuppressions.addResourceSuppressions(
        queue,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-SQS3")
                .reason(
                    "This queue is itself the dead-letter queue of a rule, a schedule or a queue.")
                .build()));
    new Alarms(this, topic).on("Alarm", text, queue.getQueueName());
  }

  /** A queue that keeps as long as it can, encrypted with a key, or else with one of SQS's own. */
  static Queue.Builder queue(Construct scope, @Nullable Key key) {
    Queue.Builder queue =
        Queue.Builder.create(scope, "Queue").retentionPeriod(Duration.days(14)).enforceSsl(true);
    return key == null
        ? queue.encryption(QueueEncryption.SQS_MANAGED)
        : queue.encryption(QueueEncryption.KMS).encryptionMasterKey(key);
  }

  /** Lets a role count what lies here. */
  void grantCount(Role role) {
    role.addToPolicy(Statements.allow("sqs:GetQueueAttributes", queue.getQueueArn()));
  }
}
