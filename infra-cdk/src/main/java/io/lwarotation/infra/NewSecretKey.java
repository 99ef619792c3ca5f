package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The key that encrypts new secrets on their way through the queue. Amazon's account must be let
 * into it, without any condition (Amazon documents none, and a message that a condition stops is
 * lost without a word). So it is not the key of the credentials: that one stays closed to every
 * other account, and no mistake in this policy can make the credentials unreadable. That is worth
 * its dollar a month.
 */
final class NewSecretKey extends Construct {
  private static final List<String> USE = List.of("kms:Decrypt", "kms:GenerateDataKey");

  final Key key;

  NewSecretKey(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.key =
        LastingKey.create(
            this,
            "New LWA client secrets of " + settings.app() + " on their way",
            Statements.of(
                "ReceiveAndRedriveThroughSqsOnly",
                new AccountRootPrincipal(),
                USE,
                "*",
                onlyForSqs()),
            Statements.of(
                "AmazonSendsNewSecrets",
                new ArnPrincipal(MessageQueue.AMAZON_ROOT),
                USE,
                "*",
                Map.of()));
  }

  /** Lets a role receive messages; it is SQS that decrypts them. */
  void grantReceive(Role role) {
    role.addToPolicy(
        Statements.allow(List.of("kms:Decrypt"), List.of(key.getKeyArn()), onlyForSqs()));
  }

  /** Lets a role see whether the key is enabled and lets Amazon in. */
  void grantInspect(Role role) {
    role.addToPolicy(
        Statements.allow(List.of("kms:DescribeKey", "kms:GetKeyPolicy"), List.of(key.getKeyArn())));
  }

  private Map<String, Object> onlyForSqs() {
    return Map.of("StringEquals", LastingKey.via(this, "sqs"));
  }
}
