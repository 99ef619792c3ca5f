package io.lwarotation.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The key that encrypts the three credentials and the other authorizations. It encrypts and
 * decrypts only through Parameter Store and only these parameters, whatever rights a role in the
 * account has.
 */
final class CredentialsKey extends Construct {
  private final Key key;

  CredentialsKey(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.key =
        LastingKey.create(
            this,
            "LWA credentials of SP-API application " + settings.app(),
            Statements.of(
                "UseForTheseParametersOnly",
                new AccountRootPrincipal(),
                List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"),
                "*",
                Map.of(
                    "StringEquals",
                    LastingKey.via(this, "ssm"),
                    "StringLike",
                    onlyThese(settings.parameters().encrypted()))));
  }

  String arn() {
    return key.getKeyArn();
  }

  /** Lets a principal decrypt these parameters. */
  void grantDecrypt(IPrincipal principal, List<String> parameters) {
    grant(principal, List.of("kms:Decrypt"), parameters);
  }

  /**
   * Lets a role write these parameters: Parameter Store encrypts a Standard value itself and asks
   * for a data key for an Advanced one.
   */
  void grantEncrypt(Role role, List<String> parameters) {
    grant(role, List.of("kms:Encrypt", "kms:GenerateDataKey"), parameters);
  }

  /** Lets a role write a new value of a parameter of tier Advanced. */
  void grantEncryptAdvanced(Role role, String parameter) {
    grant(role, List.of("kms:GenerateDataKey"), List.of(parameter));
  }

  private void grant(IPrincipal principal, List<String> actions, List<String> parameters) {
    boolean wildcard = parameters.stream().anyMatch(name -> name.endsWith("*"));
    principal.addToPrincipalPolicy(
        Statements.allow(
            actions,
            List.of(key.getKeyArn()),
            Map.of(wildcard ? "StringLike" : "StringEquals", onlyThese(parameters))));
  }

  private Map<String, Object> onlyThese(List<String> parameters) {
    // Not kms:EncryptionContextKeys: an Advanced parameter's context has a second entry.
    return Map.of("kms:EncryptionContext:PARAMETER_ARN", Statements.parameters(this, parameters));
  }
}
