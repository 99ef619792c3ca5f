package io.lwarotation.core.rotation;

import io.lwarotation.core.rotation.AccessPolicy.Ruling;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import java.util.Optional;

/**
 * Whether a new secret that Amazon sends can arrive. Amazon tells nobody when it cannot: the
 * request to rotate is answered as if all were well and the message never comes.
 */
public final class QueueReadiness {
  /** The account that SP-API sends its notifications from. */
  public static final String AMAZON_ACCOUNT = "437568002678";

  private QueueReadiness() {}

  /**
   * What stands in the way.
   *
   * @param queue as it is now; empty if it does not exist
   * @return empty if nothing does, otherwise a sentence with the remedy
   */
  public static Optional<String> obstacle(Optional<QueueDescription> queue) {
    if (queue.isEmpty()) {
      return Optional.of("The queue for new secrets does not exist: deploy the stack again.");
    }
    QueueDescription present = queue.get();
    return switch (present.policy().ruling(AMAZON_ACCOUNT, "sqs:SendMessage", present.arn())) {
      case NOT_ALLOWED ->
          Optional.of(
              "The policy of the queue "
                  + present.arn()
                  + " does not let Amazon's account "
                  + AMAZON_ACCOUNT
                  + " send messages: deploy the stack again.");
      case DENIED ->
          Optional.of(
              "A Deny in the policy of the queue "
                  + present.arn()
                  + " catches, or may catch, messages of Amazon's account "
                  + AMAZON_ACCOUNT
                  + ": remove it or deploy the stack again.");
      case ADMITTED -> encryption(present);
    };
  }

  private static Optional<String> encryption(QueueDescription queue) {
    return switch (queue.encryption()) {
      case Encryption.BySqs() -> Optional.empty();
      case Encryption.AwsManagedKey() ->
          Optional.of(
              "The queue "
                  + queue.arn()
                  + " is encrypted with alias/aws/sqs, which no other account can use: choose SSE-SQS or"
                  + " a key of your own.");
      case Encryption.CustomerKey(String keyArn, boolean enabled, AccessPolicy _) when !enabled ->
          Optional.of(
              "The key " + keyArn + " of the queue for new secrets is not enabled: enable it.");
      case Encryption.CustomerKey(String keyArn, boolean _, AccessPolicy policy) ->
          admits(policy, "kms:GenerateDataKey", keyArn) && admits(policy, "kms:Decrypt", keyArn)
              ? Optional.empty()
              : Optional.of(
                  "The policy of the key "
                      + keyArn
                      + " does not let Amazon's account "
                      + AMAZON_ACCOUNT
                      + " use kms:GenerateDataKey and kms:Decrypt: deploy the stack again.");
    };
  }

  private static boolean admits(AccessPolicy policy, String action, String keyArn) {
    return policy.ruling(AMAZON_ACCOUNT, action, keyArn) == Ruling.ADMITTED;
  }
}
