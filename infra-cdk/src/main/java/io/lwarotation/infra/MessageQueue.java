package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import io.lwarotation.core.rotation.QueueReadiness;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A queue that Amazon sends messages about an application to, and the function that takes them in.
 * Its policy lets in the account that SP-API sends from, and nobody else; there is no Deny for
 * other senders, since the operator's redrive sends too, and what a Deny catches by mistake is lost
 * without a word.
 *
 * <p>A message is tried every 12 minutes, 30 times: 6 hours, for Amazon may take an hour until a
 * new secret works, and its outages and AWS's shall pass without anyone's help. Then a person hears
 * of it, with most of the old secret's 7 days left.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/set-up-credential-rotation-notifications">
 *     Amazon's guide</a>
 */
final class MessageQueue extends Construct {
  static final String AMAZON_ACCOUNT = QueueReadiness.AMAZON_ACCOUNT;
  static final String AMAZON_ROOT = "arn:aws:iam::" + AMAZON_ACCOUNT + ":root";

  /** AWS asks for six times the timeout: a slow attempt and its message's next must not meet. */
  private static final Duration VISIBILITY = Duration.minutes(12);

  private static final int RECEIVES = 30;

  final Queue queue;
  final DeadLetters deadLetters;

  /**
   * @param key that encrypts a secret; null for messages without one
   * @param failed the alarm when a message was given up
   */
  MessageQueue(
      Construct scope, String id, NoticeTopic topic, @Nullable NewSecretKey key, AlarmText failed) {
    super(scope, id);
    Key sealed = key == null ? null : key.key;
    this.deadLetters = new DeadLetters(this, "DeadLetters", topic, sealed, failed);
    this.queue =
        DeadLetters.queue(this, sealed)
            .visibilityTimeout(VISIBILITY)
            .deadLetterQueue(
                DeadLetterQueue.builder()
                    .queue(deadLetters.queue)
                    .maxReceiveCount(RECEIVES)
                    .build())
            .build();
    // What waits in either may be the only copy of a secret (of the row for the expiry queue as
    // well: people mix the two up): they outlive the stack and a change of mode. A first deploy
    // that fails takes them along, for Amazon did not know them yet.
    queue.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    deadLetters.queue.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    queue.addToResourcePolicy(
        Statements.of(
            "AmazonSends",
            new AccountPrincipal(AMAZON_ACCOUNT),
            List.of("sqs:GetQueueAttributes", "sqs:SendMessage"),
            queue.getQueueArn(),
            Map.of()));
  }

  /**
   * Has a function take the messages in.
   *
   * @param batch how many at once, at most
   */
  void feed(JavaFunction function, int batch) {
    grant(
        function.role,
        List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"));
    EventSourceMapping.Builder.create(this, "Mapping")
        .target(function.function)
        .eventSourceArn(queue.getQueueArn())
        .batchSize(batch)
        .reportBatchItemFailures(true)
        // The least there is. Reserved concurrency instead would send throttled messages to the
        // dead letters.
        .maxConcurrency(2)
        .build();
  }

  /** Lets a role read the queue's policy and encryption. */
  void grantInspect(Role role) {
    grant(role, List.of("sqs:GetQueueAttributes"));
  }

  private void grant(Role role, List<String> actions) {
    role.addToPolicy(Statements.allow(actions, List.of(queue.getQueueArn())));
  }
}
