package io.lwarotation.adapter.aws;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The client secret in Parameter Store, for reading and for writing. */
public final class SsmSecretVault implements SecretVault {
  /** Versions that are looked at one by one where they cannot be had all at once. */
  private static final int MOST_SINGLE_VERSIONS = 10;

  private final SsmReading reading;
  private final ParameterNames names;
  private final Writing writing;

  private SsmSecretVault(SsmReading reading, ParameterNames names, Writing writing) {
    this.reading = reading;
    this.names = names;
    this.writing = writing;
  }

  /**
   * A vault that is read and written.
   *
   * @param writing a client that repeats no write which may have been done: see {@link
   *     SdkClients#ssmForWriting}
   */
  public static SsmSecretVault forWriting(
      SsmClient reading,
      SsmClient writing,
      ParameterNames names,
      Storage storage,
      InstantSource clock) {
    return new SsmSecretVault(
        new SsmReading(reading, clock), names, new Writing.Allowed(writing, storage));
  }

  /** A vault for a function that never writes the secret. */
  public static SsmSecretVault forReading(
      SsmClient reading, ParameterNames names, InstantSource clock) {
    return new SsmSecretVault(new SsmReading(reading, clock), names, new Writing.Forbidden());
  }

  private sealed interface Writing {
    record Allowed(SsmClient ssm, Storage storage) implements Writing {}

    record Forbidden() implements Writing {}
  }

  /**
   * What is sent with each write, for AWS does not say of all of it that it is kept.
   *
   * @param keyId of the KMS key
   * @param remindAfterDays age at which Parameter Store puts its event
   */
  public record Storage(String keyId, int remindAfterDays) {}

  @Override
  public VaultState read(Deadline deadline) {
    SsmReading.Answer answer;
    try {
      answer = reading.newest(names.all(), deadline);
    } catch (StoreException refused) {
      throw refused.kind() == StoreException.Kind.REFUSED && nothingStored(deadline)
          ? new NotConfiguredException(String.valueOf(refused.getMessage()), true)
          : refused;
    }
    ClientId clientId =
        answer
            .parameter(names.clientId())
            .flatMap(SsmSecretVault::clientId)
            .orElseThrow(() -> unusable(names.clientId() + " holds no usable client id", answer));
    Parameter secret =
        answer
            .parameter(names.clientSecret())
            .orElseThrow(() -> unusable(names.clientSecret() + " is missing", answer));
    return new VaultState(
        clientId,
        secret(Credential.CLIENT_SECRET, secret.value()).orElse(null),
        answer
            .parameter(names.refreshToken())
            .flatMap(parameter -> secret(Credential.REFRESH_TOKEN, parameter.value()))
            .orElse(null),
        secret.version(),
        secret.lastModifiedDate(),
        RecordEntryJson.newest(answer.parameter(names.rotationRecord())),
        answer.at());
  }

  /** Placeholders may lie under a key that is gone since the first deploy was rolled back. */
  private boolean nothingStored(Deadline deadline) {
    try {
      SsmReading.Answer answer = reading.metadata(names.all(), deadline);
      return answer
          .parameter(names.clientSecret())
          .flatMap(
              secret ->
                  answer
                      .parameter(names.rotationRecord())
                      .map(
                          record -> ParameterNames.nothingStored(secret.version(), record.value())))
          .orElse(false);
    } catch (StoreException _) {
      return false; // the first refusal says more
    }
  }

  private NotConfiguredException unusable(String what, SsmReading.Answer answer) {
    return new NotConfiguredException(
        "The credentials of application "
            + names.app()
            + " cannot be rotated: "
            + what
            + ". Store them with `./lwa put --app "
            + names.app()
            + "`.",
        names.nothingStored(name -> answer.parameter(name).map(Parameter::value)));
  }

  @Override
  public long write(Secret secret, Deadline deadline) {
    return switch (writing) {
      case Writing.Allowed(SsmClient ssm, Storage storage) -> write(ssm, storage, secret, deadline);
      case Writing.Forbidden() ->
          throw new IllegalStateException("this function never writes the client secret");
    };
  }

  private long write(SsmClient ssm, Storage storage, Secret secret, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "Parameter Store",
            "writing " + names.clientSecret(),
            "check that the function's role may put this parameter and use the key, and that the"
                + " key is enabled");
    PutParameterRequest request =
        PutParameterRequest.builder()
            .name(names.clientSecret())
            .value(secret.reveal())
            .type(ParameterType.SECURE_STRING)
            .tier(ParameterTier.ADVANCED)
            .keyId(storage.keyId())
            .policies(SsmParameterCreation.noChangeNotification(storage.remindAfterDays()))
            .overwrite(true)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> ssm.putParameter(request).version());
  }

  @Override
  public Optional<Secret> at(long version, Deadline deadline) {
    return secret(
        Credential.CLIENT_SECRET, reading.at(names.clientSecret(), version, deadline).value());
  }

  @Override
  public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
    try {
      return reading.history(names.clientSecret(), true, deadline).stream()
          .filter(
              version ->
                  secret(Credential.CLIENT_SECRET, version.value()).equals(Optional.of(secret)))
          .map(ParameterHistory::lastModifiedDate)
          .min(Comparator.naturalOrder());
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      // One old version under another key is enough to be refused all of them.
      return firstOfReadable(secret, deadline);
    }
  }

  private Optional<Instant> firstOfReadable(Secret secret, Deadline deadline) {
    List<ParameterHistory> dates =
        reading.history(names.clientSecret(), false, deadline).stream()
            .sorted(Comparator.comparing(ParameterHistory::version).reversed())
            .limit(MOST_SINGLE_VERSIONS)
            .toList();
    Optional<Instant> first = Optional.empty();
    for (ParameterHistory version : dates) {
      try {
        if (at(version.version(), deadline).equals(Optional.of(secret))) {
          first = Optional.of(version.lastModifiedDate());
        }
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.REFUSED) {
          throw e;
        }
        return first.isPresent() ? first : oldestThatMayHoldIt(dates, version.version());
      }
    }
    return first;
  }

  /** Of a text that works it is not known then that it was not there; no older one works. */
  private Optional<Instant> oldestThatMayHoldIt(List<ParameterHistory> dates, long unreadable) {
    Instant alive = reading.now().minus(SecretExpiry.LIFETIME);
    return dates.stream()
        .filter(version -> version.version() <= unreadable)
        .map(ParameterHistory::lastModifiedDate)
        .filter(alive::isBefore)
        .min(Comparator.naturalOrder());
  }

  private static Optional<ClientId> clientId(Parameter parameter) {
    try {
      return usable(parameter.value())
          .map(Credential.CLIENT_ID::read)
          .map(id -> new ClientId(id.reveal()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Secret> secret(Credential credential, String value) {
    try {
      return usable(value).map(credential::read);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Without a line break that was pasted with it. */
  private static Optional<String> usable(String value) {
    return Optional.of(value.strip()).filter(v -> !v.equals(ParameterNames.PLACEHOLDER));
  }
}
