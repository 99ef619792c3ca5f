package io.lwarotation.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lwarotation.core.notice.AlarmText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The five parameters. CloudFormation cannot make a SecureString, and no deploy may ever write one
 * that is there: so a function of ours creates what is missing, with a placeholder, and its role
 * denies overwriting even if the function were wrong. Nothing deletes them.
 */
final class CredentialParameters extends Construct {
  /** CloudFormation gives up after this; the function answers long before. */
  private static final Duration LONGEST = Duration.minutes(5);

  private final String app;
  private final ArnsOfParameters arns = new ArnsOfParameters(this);
  private final JavaFunction creator;
  private final CustomResource parameters;

  CredentialParameters(
      Construct scope,
      String id,
      Settings settings,
      CredentialsKey key,
      NoticeTopic topic,
      Path jar) {
    super(scope, id);
    this.app = settings.app();
    ParameterPaths names = settings.parameters();
    this.creator =
        new JavaFunction(
            this,
            "Creator",
            new JavaFunction.Properties(
                "io.lwarotation.handler.ParametersHandler",
                jar,
                "Creates the LWA parameters of " + settings.app() + ", never overwrites one",
                // Runs once a deploy and loads the SDK: its cold start shall be no part of a
                // timeout.
                1024,
                Duration.seconds(60),
                Map.of()));
    grantCreation(creator.role(), names, key);
    this.parameters =
        CustomResource.Builder.create(this, "Parameters")
            .resourceType("Custom::LwaParameters")
            .serviceToken(creator.function().getFunctionArn())
            .serviceTimeout(LONGEST)
            // A rollback sends the properties of an earlier version: the handler's contract with
            // all
            // versions is that what was optional once stays optional, and nothing is renamed.
            .properties(
                Map.of(
                    "App", settings.app(),
                    "ClientIdParameter", names.clientId(),
                    "ClientSecretParameter", names.clientSecret(),
                    "RefreshTokenParameter", names.refreshToken(),
                    "RotationRecordParameter", names.rotationRecord(),
                    "WatchParameter", names.watch(),
                    "KeyId", key.arn(),
                    "RemindAfterDays", settings.remindAfterDays()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    new Alarms(this, topic)
        .on("Failed", AlarmText.PARAMETERS_FAILED, creator.function().getFunctionName());
  }

  /** The function that creates them. */
  JavaFunction creator() {
    return creator;
  }

  /** Lets a role read these parameters; decrypting them is the key's to grant. */
  void grantRead(Role role, List<String> names) {
    grant(role, "ssm:GetParameters", names);
  }

  /** Lets a principal read these parameters one by one or together. */
  void grantReadAsOneLikes(IPrincipal principal, List<String> names) {
    principal.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ssm:GetParameter", "ssm:GetParameters"))
            .resources(arns.of(names))
            .build());
  }

  /** Lets a role read all versions of a parameter that are kept. */
  void grantReadHistory(Role role, String name) {
    grant(role, "ssm:GetParameterHistory", List.of(name));
  }

  /** Lets a role overwrite these parameters; encrypting is the key's to grant. */
  void grantWrite(Role role, List<String> names) {
    grant(role, "ssm:PutParameter", names);
  }

  /**
   * Keeps a role from decrypting anything of the application, whatever else may be allowed to it
   * and whatever key it is. Only for parameters: Lambda decrypts a function's environment as its
   * role, and a denial for everything would keep the function from starting.
   */
  void denyDecryption(Role role) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(List.of("kms:Decrypt"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "StringLike",
                    Map.of("kms:EncryptionContext:PARAMETER_ARN", arns.of("/" + app + "/*"))))
            .build());
  }

  /** Has something wait until the parameters are there. */
  void before(Construct dependent) {
    dependent.getNode().addDependency(parameters);
  }

  /** Lets a role list what lies below the path of the authorizations, and read it. */
  void grantReadBelow(Role role, String path) {
    grant(role, "ssm:GetParametersByPath", List.of(path, path + "/*"));
  }

  private void grant(Role role, String action, List<String> names) {
    if (names.stream().anyMatch(name -> name.endsWith("*"))) {
      NagSuppressions.addResourceSuppressions(
          role,
          List.of(
              NagPackSuppression.builder()
                  .id("AwsSolutions-IAM5")
                  .reason(
                      "Authorizations come and go without a deploy: the role may read all below"
                          + " their path, and nothing else.")
                  .build()),
          true);
    }
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(action))
            .resources(arns.of(names))
            .build());
  }

  private void grantCreation(Role role, ParameterPaths names, CredentialsKey key) {
    List<String> all = arns.of(names.all());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ssm:AddTagsToResource", "ssm:PutParameter"))
            .resources(all)
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(List.of("ssm:PutParameter"))
            .resources(all)
            .conditions(Map.of("StringEquals", Map.of("ssm:Overwrite", "true")))
            .build());
    key.grantEncrypt(role, names.secureStrings());
  }
}
