package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The one request of an application to Parameter Store: GetParameters; and what a person does about
 * a refusal, by the name of the error.
 */
record SsmGetParameters(AwsJsonService ssm, ParameterNames names) implements UnaryOperator<String> {
  /** Reads names, or one name with a version, decrypted; throws StoreException if it cannot. */
  SsmAnswer read(List<String> wanted, Deadline deadline) {
    return read(wanted, true, deadline);
  }

  private SsmAnswer read(List<String> wanted, boolean decrypted, Deadline deadline) {
    JsonObject body = new JsonObject().put("Names", wanted).put("WithDecryption", decrypted);
    HttpAnswer answer = ssm.ask("AmazonSSM.GetParameters", names.app(), body, this, deadline);
    try {
      return SsmAnswer.parse(answer);
    } catch (NotJsonException e) {
      throw ssm.unreadable(e);
    }
  }

  /**
   * What to throw in place of a refusal. One may hide no credential: nobody has stored any, and the
   * placeholders lie under a key that is gone since the first deploy was rolled back.
   */
  RuntimeException explained(StoreException refused, Deadline deadline) {
    return refused.kind() == StoreException.Kind.REFUSED && nothingStored(deadline)
        ? new NotConfiguredException(String.valueOf(refused.getMessage()), true)
        : refused;
  }

  private boolean nothingStored(Deadline deadline) {
    try {
      SsmAnswer found =
          read(List.of(names.clientSecret(), names.rotationRecord()), false, deadline);
      Optional<SsmAnswer.Parameter> secret = found.parameter(names.clientSecret());
      Optional<SsmAnswer.Parameter> record = found.parameter(names.rotationRecord());
      return secret.isPresent()
          && record.isPresent()
          && ParameterNames.nothingStored(secret.get().version(), record.get().value());
    } catch (StoreException _) {
      return false; // the first refusal says more
    }
  }

  @Override
  public String apply(String code) {
    return switch (code) {
      case "AccessDeniedException", "AccessDenied" ->
          "the function's role must allow ssm:GetParameters on "
              + String.join(", ", names.all())
              + " and kms:Decrypt with their key; deploy the stack again. If they lie under another"
              + " key than the stack's: ./lwa adopt --app "
              + names.app();
      case "InvalidKeyId",
          "KMSInvalidStateException",
          "KMSDisabledException",
          "DisabledException" ->
          "the KMS key of the parameters is missing, disabled or about to be deleted; enable it or"
              + " cancel its deletion, or store the credentials again, under the stack's key:"
              + " ./lwa put --app "
              + names.app();
      default -> "it will not be answered as it is; check the parameters' names and the stack.";
    };
  }
}
