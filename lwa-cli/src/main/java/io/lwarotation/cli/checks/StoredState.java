package io.lwarotation.cli.checks;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * The four parameters, without the values of the three credentials.
 *
 * @param notSet names of the credentials that still hold the placeholder, as far as that can be
 *     seen
 * @param readAt by AWS's clock
 */
record StoredState(SecretExpiry expiry, StoredRecord record, List<String> notSet, Instant readAt) {
  StoredState {
    notSet = List.copyOf(notSet);
  }

  /**
   * Reads them. Where the operator may not decrypt, a first version is taken for the placeholder
   * that the deploy made.
   *
   * @throws IllegalStateException if a parameter is missing
   */
  static StoredState read(SsmClient ssm, ParameterNames names) {
    boolean decrypted = true;
    StoredParameters stored;
    try {
      stored = StoredParameters.read(ssm, names, true);
    } catch (SsmException e) {
      if (!AwsTrouble.isDenied(e)) {
        throw e;
      }
      decrypted = false;
      stored = StoredParameters.read(ssm, names, false);
    }
    List<String> notSet = new ArrayList<>();
    for (String name : List.of(names.clientId(), names.clientSecret(), names.refreshToken())) {
      if (isPlaceholder(stored.require(name), decrypted)) {
        notSet.add(name);
      }
    }
    Parameter secret = stored.require(names.clientSecret());
    Parameter written = stored.require(names.rotationRecord());
    StoredRecord record = RotationRecordJson.readNewest(written.value(), written.version());
    return new StoredState(
        SecretExpiry.of(secret.version(), secret.lastModifiedDate(), record),
        record,
        notSet,
        stored.readAt());
  }

  /** Whole days, negative after the deadline. */
  long daysLeft() {
    return expiry.daysLeft(readAt);
  }

  private static boolean isPlaceholder(Parameter parameter, boolean decrypted) {
    return decrypted
        ? parameter.value().strip().equals(ParameterNames.PLACEHOLDER)
        : parameter.version() == 1;
  }
}
