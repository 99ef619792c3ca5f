package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A queue for what could not be delivered, kept as long as SQS can, with an alarm on the first. */
final class DeadLetters extends Construct {
  private final Queue queue;

  /**
   * @param what is said in the alarm: what lies there and what to do
   */
  DeadLetters(Construct scope, String id, NoticeTopic topic, String what) {
    super(scope, id);
    this.queue =
        Queue.Builder.create(this, "Queue")
            .retentionPeriod(Duration.days(14))
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .build();
    NagSuppressions.addResourceSuppressions(
        queue,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-SQS3")
                .reason("This queue is itself the dead-letter queue of a rule or a schedule.")
                .build()));
    new Alarms(this, topic)
        .onFirst(
            "Alarm",
            queue.metricApproximateNumberOfMessagesVisible(Alarms.EVERY_FIVE_MINUTES_MAXIMUM),
            what);
  }

  Queue queue() {
    return queue;
  }
}
