package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.QueueReadiness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class SqsNewSecretQueueTest {
  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/new-secret";
  private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:new-secret";
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/EXAMPLE";
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH));

  private final SqsClient sqs = mock(SqsClient.class);
  private final KmsClient kms = mock(KmsClient.class);
  private final SqsNewSecretQueue queue = new SqsNewSecretQueue(sqs, kms, URL);

  private static String policy(String actions) {
    return "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::437568002678:root\"},"
        + "\"Action\":["
        + actions
        + "],\"Resource\":\"*\"}}";
  }

  private void attributes(String keyId) {
    Map<QueueAttributeName, String> attributes =
        new HashMap<>(
            Map.of(
                QueueAttributeName.QUEUE_ARN,
                ARN,
                QueueAttributeName.POLICY,
                policy("\"sqs:SendMessage\"")));
    if (!keyId.isEmpty()) {
      attributes.put(QueueAttributeName.KMS_MASTER_KEY_ID, keyId);
    }
    when(sqs.getQueueAttributes(any(GetQueueAttributesRequest.class)))
        .thenReturn(GetQueueAttributesResponse.builder().attributes(attributes).build());
  }

  private void key(KeyManagerType manager, boolean enabled, String actions) {
    when(kms.describeKey(any(DescribeKeyRequest.class)))
        .thenReturn(
            DescribeKeyResponse.builder()
                .keyMetadata(
                    KeyMetadata.builder().arn(KEY).keyManager(manager).enabled(enabled).build())
                .build());
    when(kms.getKeyPolicy(any(GetKeyPolicyRequest.class)))
        .thenReturn(GetKeyPolicyResponse.builder().policy(policy(actions)).build());
  }

  private String obstacle() {
    return QueueReadiness.obstacle(queue.describe(SOON)).orElse("");
  }

  @Test
  void aQueueThatSqsEncryptsNeedsNoLookAtAKey() {
    attributes("");

    Optional<QueueDescription> described = queue.describe(SOON);

    assertEquals(ARN, described.orElseThrow().arn());
    assertEquals(Optional.empty(), QueueReadiness.obstacle(described));
    verifyNoInteractions(kms);
    ArgumentCaptor<GetQueueAttributesRequest> sent = ArgumentCaptor.captor();
    verify(sqs).getQueueAttributes(sent.capture());
    assertEquals(URL, sent.getValue().queueUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias/aws/sqs",
        "arn:aws:kms:us-east-1:123456789012:alias/aws/sqs",
        "1234abcd-12ab-34cd-56ef-EXAMPLE"
      })
  void awsOwnKeyNeverWorks(String keyId) {
    attributes(keyId);
    key(KeyManagerType.AWS, true, "\"kms:*\"");

    assertEquals(new Encryption.AwsManagedKey(), queue.describe(SOON).orElseThrow().encryption());
  }

  @Test
  void aKeyOfOurOwnIsReadByItsArn() {
    attributes("alias/my-erp");
    key(KeyManagerType.CUSTOMER, true, "\"kms:GenerateDataKey\",\"kms:Decrypt\"");

    assertEquals("", obstacle());

    ArgumentCaptor<GetKeyPolicyRequest> sent = ArgumentCaptor.captor();
    verify(kms).getKeyPolicy(sent.capture());
    assertEquals(KEY, sent.getValue().keyId());
    assertEquals("default", sent.getValue().policyName());
  }

  @Test
  void aKeyWithoutAGrantADisabledAndAMissingOneStandInTheWay() {
    attributes(KEY);
    key(KeyManagerType.CUSTOMER, true, "\"kms:Decrypt\"");
    assertFalse(obstacle().isEmpty());

    key(KeyManagerType.CUSTOMER, false, "\"kms:*\"");
    assertTrue(obstacle().contains("not enabled"));

    when(kms.describeKey(any(DescribeKeyRequest.class)))
        .thenThrow(NotFoundException.builder().statusCode(400).build());
    assertTrue(obstacle().contains("not enabled"));
  }

  @Test
  void aMissingQueueIsNoFailure() {
    when(sqs.getQueueAttributes(any(GetQueueAttributesRequest.class)))
        .thenThrow(QueueDoesNotExistException.builder().statusCode(400).build());

    assertEquals(Optional.empty(), queue.describe(SOON));
  }

  @Test
  void aQueueWithoutAPolicyAdmitsNobody() {
    when(sqs.getQueueAttributes(any(GetQueueAttributesRequest.class)))
        .thenReturn(
            GetQueueAttributesResponse.builder()
                .attributes(Map.of(QueueAttributeName.QUEUE_ARN, ARN))
                .build());

    assertTrue(obstacle().contains("does not let Amazon"));
  }

  @Test
  void aKeyThatMayNotBeReadIsAFailureWithItsRemedy() {
    attributes(KEY);
    when(kms.describeKey(any(DescribeKeyRequest.class)))
        .thenThrow(KmsException.builder().statusCode(400).build());

    StoreException failure = assertThrows(StoreException.class, () -> queue.describe(SOON));

    assertEquals(StoreException.Kind.REFUSED, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("kms:GetKeyPolicy"));
  }
}
