package io.lwarotation.infra;

import io.lwarotation.core.notice.AlarmText;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The five parameters. CloudFormation cannot make a SecureString, and no deploy may ever write one
 * that is there: so a function of ours creates what is missing, with a placeholder, and its role
 * denies overwriting even if the function were wrong. Nothing deletes them.
 */
final class CredentialParameters extends Construct {
  private final String app;
  final JavaFunction creator;

  /** What needs the parameters depends on it. */
  final CustomResource resource;

  CredentialParameters(
      Construct scope,
      String id,
      Settings settings,
      CredentialsKey key,
      NoticeTopic topic,
      Uploads uploads) {
    super(scope, id);
    this.app = settings.app();
    ParameterPaths names = settings.parameters();
    this.creator = new JavaFunction(this, "Creator", Handler.PARAMETERS, app, uploads, Map.of());
    Role role = creator.role;
    List<String> all = arns(names.credentialsAnd(names.rotationRecord(), names.watch()));
    role.addToPolicy(Statements.allow(List.of("ssm:AddTagsToResource", "ssm:PutParameter"), all));
    role.addToPolicy(Statements.denyOverwriting(all));
    key.grantEncrypt(role, names.credentialsAnd());
    this.resource =
        CustomResource.Builder.create(this, "Parameters")
            .resourceType("Custom::LwaParameters")
            .serviceToken(creator.function.getFunctionArn())
            // CloudFormation gives up after this; the function answers long before.
            .serviceTimeout(Duration.minutes(5))
            // A rollback sends the properties of an earlier version: the handler's contract with
            // all versions is that what was optional stays optional, and nothing is renamed.
            .properties(
                Map.of(
                    "App", app,
                    "ClientIdParameter", names.clientId(),
                    "ClientSecretParameter", names.clientSecret(),
                    "RefreshTokenParameter", names.refreshToken(),
                    "RotationRecordParameter", names.rotationRecord(),
                    "WatchParameter", names.watch(),
                    "KeyId", key.arn(),
                    "RemindAfterDays", settings.remindAfterDays()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    new Alarms(this, topic).on("Failed", AlarmText.PARAMETERS_FAILED, creator.name());
  }

  private List<String> arns(List<String> names) {
    return Statements.parameters(this, names);
  }

  /** Lets a role read these parameters; decrypting them is the key's to grant. */
  void grantRead(Role role, List<String> names) {
    grant(role, "ssm:GetParameters", names);
  }

  /** Lets a role list what lies below the path of the authorizations, and read it. */
  void grantReadBelow(Role role, String path) {
    grant(role, "ssm:GetParametersByPath", List.of(path, path + "/*"));
  }

  /** Lets a role read all versions of a parameter that are kept. */
  void grantReadHistory(Role role, String name) {
    grant(role, "ssm:GetParameterHistory", List.of(name));
  }

  /** Lets a role overwrite these parameters; encrypting is the key's to grant. */
  void grantWrite(Role role, List<String> names) {
    grant(role, "ssm:PutParameter", names);
  }

  private void grant(Role role, String action, List<String> names) {
    if (names.stream().anyMatch(name -> name.endsWith("*"))) {
      Statements.acceptWildcard(
          role,
          "Authorizations come and go without a deploy: the role may read all below their path, and"
              + " nothing else.");
    }
    role.addToPolicy(Statements.allow(List.of(action), arns(names)));
  }

  /**
   * Keeps a role from decrypting anything of the application, whatever else may be allowed to it
   * and whatever key it is. Only for parameters: Lambda decrypts a function's environment as its
   * role, and a denial for everything would keep the function from starting.
   */
  void denyDecryption(Role role) {
    String any = Statements.arn(this, "ssm", "parameter/" + app + "/*");
    role.addToPolicy(
        Statements.deny(
            "kms:Decrypt",
            List.of("*"),
            Map.of("StringLike", Map.of("kms:EncryptionContext:PARAMETER_ARN", any))));
  }
}
