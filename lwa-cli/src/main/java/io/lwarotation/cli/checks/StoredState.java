package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * The four parameters, without the values of the three credentials, read by AWS's clock.
 *
 * @param record what of the rotation record counts
 * @param editedAt when its newest version was written by hand, if it was and does not count
 * @param notSet names of the credentials that still hold the placeholder, as far as can be seen
 */
record StoredState(
    SecretExpiry expiry,
    StoredRecord record,
    Optional<Instant> editedAt,
    List<String> notSet,
    Instant readAt) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  StoredState {
    notSet = List.copyOf(notSet);
  }

  /**
   * Reads them. Where the operator may not decrypt, a first version is taken for the placeholder
   * that the deploy made.
   */
  static StoredState read(SsmClient ssm, ParameterNames names) {
    Predicate<Parameter> isPlaceholder;
    StoredParameters stored;
    try {
      stored = StoredParameters.read(ssm, names, true);
      isPlaceholder = one -> one.value().strip().equals(ParameterNames.PLACEHOLDER);
    } catch (SsmException e) {
      if (!AwsTrouble.isDenied(e)) {
        throw e;
      }
      stored = StoredParameters.read(ssm, names, false);
      isPlaceholder = one -> one.version() == 1;
    }
    List<String> notSet =
        Stream.of(Credential.values())
            .map(credential -> credential.parameter(names))
            .map(stored::require)
            .filter(isPlaceholder)
            .map(Parameter::name)
            .toList();
    Parameter secret = stored.require(names.clientSecret());
    InstantSource clock = InstantSource.system();
    RecordLog log = new RecordLog(new SsmRotationRecords(ssm, ssm, names, clock));
    RecordEntry newest = SsmRotationRecords.entry(stored.require(names.rotationRecord()));
    Deadline deadline = Deadline.in(LONGEST, clock);
    StoredRecord record = log.truth(newest, deadline).record();
    return new StoredState(
        SecretExpiry.of(secret.version(), secret.lastModifiedDate(), record),
        record,
        log.editedAt(newest, deadline),
        notSet,
        stored.readAt());
  }

  /** Whole days, negative after the deadline. */
  long daysLeft() {
    return expiry.daysLeft(readAt);
  }
}
