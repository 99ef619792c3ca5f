package io.lwarotation.cli.put;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Stores the secret of the version before again, if that one is seen to work at SP-API. */
record RollBackSecret(SsmVault vault, Trial trial, InstantSource clock) {
  private static final Duration TRIAL_TIME = Duration.ofSeconds(30);

  /** What may be done. */
  sealed interface Decision {
    /** Nothing; {@code why} ends a sentence. */
    record Refused(String why) implements Decision {}

    /**
     * That secret works.
     *
     * @param version the version that it was taken from
     * @param replaces the version that is stored now
     * @param expiresAt when it ends, as far as is known: the earliest of all dates that speak of it
     */
    record Possible(
        long version, long replaces, Secret secret, Instant expiresAt, Vault.Contents stored)
        implements Decision {}
  }

  /** The secret was written and its record was not. */
  static final class RecordNotWrittenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SdkException refusal;

    RecordNotWrittenException(SdkException refusal) {
      super(refusal);
      this.refusal = refusal;
    }

    SdkException refusal() {
      return refusal;
    }
  }

  /** Looks for the secret and tries it; writes nothing. */
  Decision decide() {
    Vault.Contents stored = vault.read();
    Secret id = stored.credentials().get(Credential.CLIENT_ID);
    Secret refreshToken = stored.credentials().get(Credential.REFRESH_TOKEN);
    if (id == null || refreshToken == null) {
      return new Decision.Refused(
          "the "
              + (id == null ? Credential.CLIENT_ID : Credential.REFRESH_TOKEN).spoken()
              + " is not stored, so no client secret can be tried");
    }
    Optional<SsmVault.Earlier> found =
        vault.earlier(
            stored.secretVersion(),
            Optional.ofNullable(stored.credentials().get(Credential.CLIENT_SECRET)));
    if (found.isEmpty()) {
      return new Decision.Refused("Parameter Store keeps no other client secret before this one");
    }
    SsmVault.Earlier earlier = found.get();
    Trial.Verdict verdict =
        trial.of(
            new Grant.Seller(new ClientId(id.reveal()), earlier.secret(), refreshToken),
            Deadline.in(TRIAL_TIME, clock));
    return switch (verdict) {
      case Trial.Verdict.Works _, Trial.Verdict.WorksWithoutRole _ ->
          new Decision.Possible(
              earlier.version(),
              stored.secretVersion(),
              earlier.secret(),
              endOf(earlier, stored),
              stored);
      case Trial.Verdict.Fails(String why) ->
          new Decision.Refused(
              "version " + earlier.version() + " does not work any more, because " + why);
      case Trial.Verdict.Unknown(String why) ->
          new Decision.Refused(
              "whether version "
                  + earlier.version()
                  + " works could not be seen, because "
                  + why
                  + "; try again in a while");
    };
  }

  private static Instant endOf(SsmVault.Earlier earlier, Vault.Contents stored) {
    Instant byAge = earlier.writtenAt().plus(SecretExpiry.LIFETIME);
    Instant end = earlier.recordedEnd().filter(byAge::isAfter).orElse(byAge);
    Instant grace = graceEnd(stored);
    return grace != null && grace.isAfter(stored.readAt()) && grace.isBefore(end) ? grace : end;
  }

  private static @Nullable Instant graceEnd(Vault.Contents stored) {
    return switch (stored.record()) {
      case StoredRecord.Present(RotationRecord record) -> record.oldSecretExpiresAt();
      case StoredRecord.Absent _, StoredRecord.Broken _ -> null;
    };
  }

  /** Writes the secret and then its record, which keeps what it knows of a rotation under way. */
  RotationRecord carryOut(Decision.Possible possible) throws RecordNotWrittenException {
    long version = vault.write(Credential.CLIENT_SECRET, possible.secret());
    Instant requestedAt =
        possible.stored().record() instanceof StoredRecord.Present(RotationRecord before)
            ? before.requestedAt()
            : null;
    RotationRecord record =
        new RotationRecord(
            version, null, possible.expiresAt(), graceEnd(possible.stored()), requestedAt, null);
    try {
      vault.writeRecord(record);
    } catch (SdkException e) {
      throw new RecordNotWrittenException(e);
    }
    return record;
  }
}
