package io.lwarotation.local.aws.lambda;

import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Lambda needs before a function starts. Its environment is encrypted with AWS's own key for
 * Lambda, and is decrypted as the function's role, by a grant: the role needs no right of its own,
 * but a denial in it beats the grant. Such a function never starts; it writes no log, and its
 * metric Errors stays at 0.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">
 *     Lambda: encrypted environment variables</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM:
 *     an explicit denial wins</a>
 */
public record StartRights(Account account, Roles roles) {
  /** Why this function cannot start, if so. */
  public Optional<AwsException> problemOf(DeployedFunction function) {
    if (function.environment().isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> request =
        Map.of(
            "kms:encryptioncontext:aws:lambda:functionarn", List.of(function.arn()),
            "kms:viaservice", List.of("lambda." + account.region() + ".amazonaws.com"));
    Policy.Decision decision =
        Policy.decide(
            roles.of(function.role()),
            "kms:Decrypt",
            account.arn("kms", "key/aws-lambda"),
            request);
    return decision == Policy.Decision.EXPLICIT_DENY
        ? Optional.of(
            new AwsException(
                502,
                "KMSAccessDeniedException",
                "Lambda was unable to decrypt the environment variables because KMS access was"
                    + " denied. Please check the function's KMS key settings."))
        : Optional.empty();
  }
}
