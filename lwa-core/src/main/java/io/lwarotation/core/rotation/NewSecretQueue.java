package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.util.Optional;

/** The queue that Amazon sends new secrets to. */
public interface NewSecretQueue {
  /**
   * Reads the queue's attributes and, where a customer key encrypts it, that key's policy.
   *
   * @return empty if there is no such queue
   * @throws StoreException if AWS refused or did not answer
   */
  Optional<QueueDescription> describe(Deadline deadline);

  /**
   * A queue as AWS describes it.
   *
   * @param arn as it is entered in the Developer Console
   */
  record QueueDescription(String arn, AccessPolicy policy, Encryption encryption) {}

  /** How a queue's messages are encrypted. */
  sealed interface Encryption {
    /** Not at all, or by SQS itself: anyone whom the policy admits can send. */
    record BySqs() implements Encryption {}

    /** With {@code alias/aws/sqs}: no other account can ever send. */
    record AwsManagedKey() implements Encryption {}

    /** With a key of this account. */
    record CustomerKey(String keyArn, boolean enabled, AccessPolicy policy) implements Encryption {}
  }
}
