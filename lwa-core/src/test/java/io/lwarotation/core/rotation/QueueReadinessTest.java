package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.rotation.AccessPolicy.Grant;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueReadinessTest {
  private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:new-secret";
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k-1";
  private static final String AMAZON = QueueReadiness.AMAZON_ACCOUNT;
  private static final String ROOT = "arn:aws:iam::437568002678:root";
  private static final Grant ALLOW = grant(AMAZON, "sqs:SendMessage", ARN);

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("the account", true, policy(ALLOW)),
        Arguments.of("no statement", false, AccessPolicy.NONE),
        Arguments.of("the account's root", true, policy(grant(ROOT, "SQS:sendmessage", "*"))),
        Arguments.of("everyone", true, policy(grant("*", "sqs:Send*", ARN + "*"))),
        Arguments.of(
            "another account", false, policy(grant("123456789012", "sqs:SendMessage", ARN))),
        Arguments.of(
            "one role of the account",
            false,
            policy(grant("arn:aws:iam::437568002678:role/x", "sqs:SendMessage", ARN))),
        Arguments.of("another action", false, policy(grant(AMAZON, "sqs:ReceiveMessage", ARN))),
        Arguments.of(
            "another queue", false, policy(grant(AMAZON, "sqs:SendMessage", ARN + "-dlq"))),
        Arguments.of(
            "one of two", true, policy(grant("123456789012", "sqs:SendMessage", ARN), ALLOW)),
        Arguments.of("an unknown Deny", false, new AccessPolicy(List.of(ALLOW), true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void readsThePolicy(String name, boolean ready, AccessPolicy policy) {
    Optional<String> obstacle =
        QueueReadiness.obstacle(
            Optional.of(new QueueDescription(ARN, policy, new Encryption.BySqs())));

    assertEquals(ready, obstacle.isEmpty(), () -> obstacle.orElse("ready"));
  }

  static Stream<Arguments> encryptions() {
    return Stream.of(
        Arguments.of(new Encryption.AwsManagedKey(), "alias/aws/sqs"),
        Arguments.of(key(false, "kms:*"), "not enabled"),
        Arguments.of(key(true, "kms:Decrypt"), "kms:GenerateDataKey"),
        Arguments.of(key(true, "kms:GenerateDataKey"), "kms:Decrypt"),
        Arguments.of(key(true, "kms:Decrypt", "kms:GenerateDataKey"), ""));
  }

  @ParameterizedTest
  @MethodSource("encryptions")
  void refusesAKeyThatAmazonCannotUse(Encryption encryption, String obstacle) {
    String told =
        QueueReadiness.obstacle(Optional.of(new QueueDescription(ARN, policy(ALLOW), encryption)))
            .orElse("");

    assertEquals(obstacle.isEmpty(), told.isEmpty(), told);
    assertTrue(told.contains(obstacle), told);
  }

  @Test
  void missesAQueueThatDoesNotExist() {
    assertTrue(QueueReadiness.obstacle(Optional.empty()).orElseThrow().contains("does not exist"));
  }

  private static Encryption key(boolean enabled, String... actions) {
    return new Encryption.CustomerKey(
        KEY,
        enabled,
        policy(Stream.of(actions).map(action -> grant(ROOT, action, "*")).toArray(Grant[]::new)));
  }

  private static AccessPolicy policy(Grant... grants) {
    return new AccessPolicy(List.of(grants), false);
  }

  private static Grant grant(String principal, String action, String resource) {
    return new Grant(List.of(principal), List.of(action), List.of(resource));
  }
}
