package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.rotation.AccessPolicy.Condition;
import io.lwarotation.core.rotation.AccessPolicy.Effect;
import io.lwarotation.core.rotation.AccessPolicy.Patterns;
import io.lwarotation.core.rotation.AccessPolicy.Principals;
import io.lwarotation.core.rotation.AccessPolicy.Statement;
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
  private static final Statement ALLOW = statement(Effect.ALLOW, AMAZON, "sqs:SendMessage", ARN);
  private static final Condition NO_TLS =
      new Condition("Bool", "aws:SecureTransport", List.of("false"));

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("the account", true, List.of(ALLOW)),
        Arguments.of("no statement", false, List.of()),
        Arguments.of(
            "the account's root",
            true,
            List.of(statement(Effect.ALLOW, ROOT, "SQS:sendmessage", "*"))),
        Arguments.of(
            "everyone", true, List.of(statement(Effect.ALLOW, "*", "sqs:Send*", ARN + "*"))),
        Arguments.of(
            "another account",
            false,
            List.of(statement(Effect.ALLOW, "123456789012", "sqs:SendMessage", ARN))),
        Arguments.of(
            "one role of the account",
            false,
            List.of(
                statement(
                    Effect.ALLOW, "arn:aws:iam::437568002678:role/x", "sqs:SendMessage", ARN))),
        Arguments.of(
            "another action",
            false,
            List.of(statement(Effect.ALLOW, AMAZON, "sqs:ReceiveMessage", ARN))),
        Arguments.of(
            "another queue",
            false,
            List.of(statement(Effect.ALLOW, AMAZON, "sqs:SendMessage", ARN + "-dlq"))),
        Arguments.of("allowed without TLS only", false, List.of(with(ALLOW, NO_TLS))),
        Arguments.of(
            "allowed under a condition that cannot be judged",
            false,
            List.of(with(ALLOW, new Condition("ArnEquals", "aws:SourceArn", List.of("x"))))),
        Arguments.of(
            "allowed to its own account",
            true,
            List.of(
                with(
                    ALLOW,
                    new Condition("StringEquals", "aws:PrincipalAccount", List.of(AMAZON))))),
        Arguments.of(
            "denied without TLS",
            true,
            List.of(ALLOW, with(statement(Effect.DENY, "*", "sqs:*", ARN), NO_TLS))),
        Arguments.of(
            "denied to all", false, List.of(ALLOW, statement(Effect.DENY, "*", "sqs:*", ARN))),
        Arguments.of(
            "denied to one role of the account",
            false,
            List.of(ALLOW, statement(Effect.DENY, "arn:aws:iam::437568002678:role/x", "*", "*"))),
        Arguments.of(
            "denied to all but the account",
            true,
            List.of(
                ALLOW,
                new Statement(
                    Effect.DENY,
                    new Principals(true, List.of(AMAZON)),
                    new Patterns(false, List.of("sqs:*")),
                    new Patterns(false, List.of(ARN)),
                    List.of()))),
        Arguments.of(
            "denied to all but another account",
            false,
            List.of(
                ALLOW,
                new Statement(
                    Effect.DENY,
                    new Principals(true, List.of("123456789012")),
                    new Patterns(false, List.of("sqs:*")),
                    new Patterns(false, List.of(ARN)),
                    List.of()))),
        Arguments.of(
            "everything but sending denied",
            true,
            List.of(
                ALLOW,
                new Statement(
                    Effect.DENY,
                    new Principals(false, List.of("*")),
                    new Patterns(true, List.of("sqs:SendMessage")),
                    new Patterns(false, List.of(ARN)),
                    List.of()))),
        Arguments.of(
            "denied outside an organization",
            false,
            List.of(
                ALLOW,
                with(
                    statement(Effect.DENY, "*", "*", "*"),
                    new Condition("StringNotEquals", "aws:PrincipalOrgID", List.of("o-1"))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void readsThePolicyAsAwsDoes(String name, boolean ready, List<Statement> statements) {
    Optional<String> obstacle =
        QueueReadiness.obstacle(
            Optional.of(
                new QueueDescription(ARN, new AccessPolicy(statements), new Encryption.BySqs())));

    assertEquals(ready, obstacle.isEmpty(), () -> obstacle.orElse("ready"));
  }

  @Test
  void missesAQueueThatDoesNotExist() {
    assertTrue(QueueReadiness.obstacle(Optional.empty()).orElseThrow().contains("does not exist"));
  }

  @Test
  void refusesTheKeyThatNoOtherAccountCanUse() {
    assertTrue(obstacle(new Encryption.AwsManagedKey()).orElseThrow().contains("alias/aws/sqs"));
  }

  @Test
  void refusesAKeyThatIsNotEnabled() {
    assertTrue(obstacle(key(false, "kms:*")).orElseThrow().contains("not enabled"));
  }

  @Test
  void wantsBothGrantsOnACustomerKey() {
    assertTrue(obstacle(key(true, "kms:Decrypt")).orElseThrow().contains("kms:GenerateDataKey"));
    assertTrue(obstacle(key(true, "kms:GenerateDataKey")).isPresent());
    assertEquals(Optional.empty(), obstacle(key(true, "kms:Decrypt", "kms:GenerateDataKey")));
  }

  private static Encryption key(boolean enabled, String... actions) {
    return new Encryption.CustomerKey(
        KEY,
        enabled,
        new AccessPolicy(
            Stream.of(actions).map(action -> statement(Effect.ALLOW, ROOT, action, "*")).toList()));
  }

  private static Optional<String> obstacle(Encryption encryption) {
    return QueueReadiness.obstacle(
        Optional.of(new QueueDescription(ARN, new AccessPolicy(List.of(ALLOW)), encryption)));
  }

  private static Statement statement(
      Effect effect, String principal, String action, String resource) {
    return new Statement(
        effect,
        new Principals(false, List.of(principal)),
        new Patterns(false, List.of(action)),
        new Patterns(false, List.of(resource)),
        List.of());
  }

  private static Statement with(Statement s, Condition condition) {
    return new Statement(
        s.effect(), s.principals(), s.actions(), s.resources(), List.of(condition));
  }
}
