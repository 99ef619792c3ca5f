package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * A key that whoever administers the account may administer, and use only as its statements say.
 * What it encrypts cannot be read without it, so it outlives its stack. Of a first deploy that is
 * rolled back nothing real is under it: it goes, and no second one is paid for.
 */
final class LastingKey {
  private LastingKey() {}

  static Key create(Construct scope, String description, PolicyStatement... uses) {
    PolicyStatement administer =
        Statements.of(
            "AdministerButNotUse", new AccountRootPrincipal(), ADMINISTRATION, "*", Map.of());
    return Key.Builder.create(scope, "Key")
        .description(description)
        .enableKeyRotation(true)
        .policy(
            PolicyDocument.Builder.create()
                .statements(Stream.concat(Stream.of(administer), Stream.of(uses)).toList())
                .build())
        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
        .build();
  }

  /** The condition's entry that only a service uses the key, for whomever. */
  static Map<String, Object> via(Construct scope, String service) {
    return Map.of("kms:ViaService", service + "." + Stack.of(scope).getRegion() + ".amazonaws.com");
  }

  /** Everything about the key but its use, grants and import, action by action. */
  private static final List<String> ADMINISTRATION =
      List.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ListKeyPolicies",
          "kms:ListKeyRotations",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");
}
