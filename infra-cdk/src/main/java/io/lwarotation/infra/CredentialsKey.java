package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The key that encrypts the three credentials and the other authorizations. Whoever may administer
 * the account may administer it, but it encrypts and decrypts only through Parameter Store and only
 * these parameters, whatever rights a role in the account has.
 */
final class CredentialsKey extends Construct {
  private final Key key;
  private final ArnsOfParameters arns;

  CredentialsKey(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.arns = new ArnsOfParameters(this);
    this.key =
        Key.Builder.create(this, "Key")
            .description("LWA credentials of SP-API application " + settings.app())
            .enableKeyRotation(true)
            .policy(policy(settings.parameters()))
            // Without the key the credentials are lost: it outlives the stack. Of a first deploy
            // that is rolled back nothing real is under it: it goes, and no second one is paid for.
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
  }

  String arn() {
    return key.getKeyArn();
  }

  /** Lets a principal decrypt these parameters. */
  void grantDecrypt(IPrincipal principal, List<String> parameters) {
    principal.addToPrincipalPolicy(use(List.of("kms:Decrypt"), parameters));
  }

  /**
   * Lets a role write these parameters: Parameter Store encrypts a Standard value itself and asks
   * for a data key for an Advanced one.
   */
  void grantEncrypt(Role role, List<String> parameters) {
    role.addToPolicy(use(List.of("kms:Encrypt", "kms:GenerateDataKey"), parameters));
  }

  /** Lets a role write a new value of a parameter of tier Advanced. */
  void grantEncryptAdvanced(Role role, String parameter) {
    role.addToPolicy(use(List.of("kms:GenerateDataKey"), List.of(parameter)));
  }

  private PolicyStatement use(List<String> actions, List<String> parameters) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(key.getKeyArn()))
        .conditions(Map.of(likeOrEqual(parameters), onlyThese(parameters)))
        .build();
  }

  private static String likeOrEqual(List<String> parameters) {
    return parameters.stream().anyMatch(name -> name.endsWith("*")) ? "StringLike" : "StringEquals";
  }

  private Map<String, Object> onlyThese(List<String> parameters) {
    // Not kms:EncryptionContextKeys: an Advanced parameter's context has a second entry.
    return Map.of("kms:EncryptionContext:PARAMETER_ARN", arns.of(parameters));
  }

  private PolicyDocument policy(ParameterPaths parameters) {
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .sid("AdministerButNotUse")
                    .principals(List.of(new AccountRootPrincipal()))
                    .actions(ADMINISTRATION)
                    .resources(List.of("*"))
                    .build(),
                PolicyStatement.Builder.create()
                    .sid("UseForTheseParametersOnly")
                    .principals(List.of(new AccountRootPrincipal()))
                    .actions(List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"))
                    .resources(List.of("*"))
                    .conditions(
                        Map.of(
                            "StringEquals",
                            Map.of(
                                "kms:ViaService",
                                "ssm." + Stack.of(this).getRegion() + ".amazonaws.com"),
                            "StringLike",
                            onlyThese(parameters.encrypted())))
                    .build()))
        .build();
  }

  /** Everything about the key but its use, grants and import, action by action. */
  static final List<String> ADMINISTRATION =
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
