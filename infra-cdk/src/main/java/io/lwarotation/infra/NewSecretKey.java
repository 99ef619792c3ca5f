package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
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
  private final Key key;

  NewSecretKey(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.key =
        Key.Builder.create(this, "Key")
            .description("New LWA client secrets of " + settings.app() + " on their way")
            .enableKeyRotation(true)
            .policy(policy())
            // A message that is still in the queue can be read only with it.
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
  }

  Key key() {
    return key;
  }

  /** Lets a role receive messages; it is SQS that decrypts them. */
  void grantReceive(Role role) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("kms:Decrypt"))
            .resources(List.of(key.getKeyArn()))
            .conditions(onlyForSqs())
            .build());
  }

  /** Lets a role see whether the key is enabled and lets Amazon in. */
  void grantInspect(Role role) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("kms:DescribeKey", "kms:GetKeyPolicy"))
            .resources(List.of(key.getKeyArn()))
            .build());
  }

  private PolicyDocument policy() {
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .sid("AdministerButNotUse")
                    .principals(List.of(new AccountRootPrincipal()))
                    .actions(CredentialsKey.ADMINISTRATION)
                    .resources(List.of("*"))
                    .build(),
                PolicyStatement.Builder.create()
                    .sid("ReceiveAndRedriveThroughSqsOnly")
                    .principals(List.of(new AccountRootPrincipal()))
                    .actions(USE)
                    .resources(List.of("*"))
                    .conditions(onlyForSqs())
                    .build(),
                PolicyStatement.Builder.create()
                    .sid("AmazonSendsNewSecrets")
                    .principals(List.of(new ArnPrincipal(MessageQueue.AMAZON_ROOT)))
                    .actions(USE)
                    .resources(List.of("*"))
                    .build()))
        .build();
  }

  private static final List<String> USE = List.of("kms:Decrypt", "kms:GenerateDataKey");

  private Map<String, Object> onlyForSqs() {
    return Map.of(
        "StringEquals",
        Map.of("kms:ViaService", "sqs." + Stack.of(this).getRegion() + ".amazonaws.com"));
  }
}
