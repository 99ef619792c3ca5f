package io.lwarotation.local.aws.lambda;

import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.iam.Roles;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.StateLock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The functions that are deployed, and who runs each. */
public record FunctionRegistry(
    Account account, StateLock lock, Roles roles, Map<String, Registered> byName) {
  public FunctionRegistry(Account account, StateLock lock, Roles roles) {
    this(account, lock, roles, new LinkedHashMap<>());
  }

  /** A function, and who runs it. */
  public record Registered(DeployedFunction function, Functions functions) {}

  public void put(DeployedFunction function, Functions functions) {
    byName.put(function.name(), new Registered(function, functions));
  }

  public void remove(String name) {
    byName.remove(name);
  }

  public Registered require(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(
            AwsException.because(404, "ResourceNotFoundException", "Function not found: " + name));
  }

  /** The run of a function, which may be begun when the lock is free. */
  public Supplier<Functions.Answer> run(String name, String event) {
    Registered found = require(name);
    problemOf(found.function())
        .ifPresent(
            problem -> {
              throw problem;
            });
    return () -> found.functions().call(found.function(), event);
  }

  /**
   * Invokes when the lock is free, as AWS does asynchronously; false if there is none such. An
   * event for a function that cannot start is lost without a log line or an error in the metrics.
   */
  public boolean invokeLater(String arn, String event) {
    Registered found = byName.get(arn.substring(arn.lastIndexOf(':') + 1));
    if (found == null || !found.function().arn().equals(arn)) {
      return false;
    }
    problemOf(found.function())
        .ifPresentOrElse(
            problem ->
                account.lost().add(found.function().name() + " was not started: " + problem.code()),
            () -> lock.later(() -> found.functions().invoke(found.function(), event)));
    return true;
  }

  /**
   * Why this function cannot start, if so. Lambda encrypts its environment with AWS's own key, and
   * decrypts it as the function's role, by a grant: the role needs no right of its own, but a
   * denial in it beats the grant. Such a function never starts; it writes no log, and its metric
   * Errors stays at 0.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">
   *     Lambda: encrypted environment variables</a>
   * @see <a href=
   *     "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM:
   *     an explicit denial wins</a>
   */
  public Optional<AwsException> problemOf(DeployedFunction function) {
    Map<String, List<String>> request =
        Map.of(
            "kms:encryptioncontext:aws:lambda:functionarn", List.of(function.arn()),
            "kms:viaservice", List.of("lambda." + account.region() + ".amazonaws.com"));
    String key = account.arn("kms", "key/aws-lambda");
    return !function.environment().isEmpty()
            && Policy.decide(roles.of(function.role()), "kms:Decrypt", key, request)
                == Policy.Decision.EXPLICIT_DENY
        ? Optional.of(
            new AwsException(
                502,
                "KMSAccessDeniedException",
                "Lambda was unable to decrypt the environment variables because KMS access was"
                    + " denied. Please check the function's KMS key settings."))
        : Optional.empty();
  }
}
