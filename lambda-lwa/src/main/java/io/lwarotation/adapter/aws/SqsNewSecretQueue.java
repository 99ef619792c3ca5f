package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.NewSecretQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The queue for new secrets in SQS, and the key in KMS that encrypts it. */
public record SqsNewSecretQueue(SqsClient sqs, KmsClient kms, String queueUrl)
    implements NewSecretQueue {
  @Override
  public Optional<QueueDescription> describe(Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "SQS",
            "reading the attributes of the queue for new secrets",
            "check that the function's role may call sqs:GetQueueAttributes on it");
    GetQueueAttributesRequest.Builder request =
        GetQueueAttributesRequest.builder()
            .queueUrl(queueUrl)
            .attributeNames(
                QueueAttributeName.QUEUE_ARN,
                QueueAttributeName.POLICY,
                QueueAttributeName.KMS_MASTER_KEY_ID);
    return call.find(QueueDoesNotExistException.class, deadline, request, sqs::getQueueAttributes)
        .map(GetQueueAttributesResponse::attributes)
        .map(
            attributes ->
                new QueueDescription(
                    attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, ""),
                    policy(attributes.get(QueueAttributeName.POLICY)),
                    encryption(
                        attributes.getOrDefault(QueueAttributeName.KMS_MASTER_KEY_ID, ""),
                        deadline)));
  }

  private static AccessPolicy policy(@Nullable String text) {
    return text == null ? AccessPolicy.NONE : AccessPolicyJson.read(text);
  }

  private Encryption encryption(String keyId, Deadline deadline) {
    if (keyId.isEmpty()) {
      return new Encryption.BySqs();
    }
    if (keyId.equals("alias/aws/sqs") || keyId.endsWith(":alias/aws/sqs")) {
      return new Encryption.AwsManagedKey();
    }
    AwsCall call =
        new AwsCall(
            "KMS",
            "reading the key of the queue for new secrets",
            "check that the function's role may call kms:DescribeKey and kms:GetKeyPolicy on it");
    DescribeKeyRequest.Builder describing = DescribeKeyRequest.builder().keyId(keyId);
    Optional<KeyMetadata> found =
        call.find(NotFoundException.class, deadline, describing, kms::describeKey)
            .map(DescribeKeyResponse::keyMetadata);
    if (found.isEmpty()) {
      return new Encryption.CustomerKey(keyId, false, AccessPolicy.NONE);
    }
    KeyMetadata key = found.get();
    if (key.keyManager() == KeyManagerType.AWS) {
      return new Encryption.AwsManagedKey();
    }
    // The only policy that a key has.
    GetKeyPolicyRequest.Builder reading =
        GetKeyPolicyRequest.builder().keyId(key.arn()).policyName("default");
    GetKeyPolicyResponse policy = call.run(deadline, reading, kms::getKeyPolicy);
    return new Encryption.CustomerKey(
        key.arn(), key.enabled(), AccessPolicyJson.read(policy.policy()));
  }
}
