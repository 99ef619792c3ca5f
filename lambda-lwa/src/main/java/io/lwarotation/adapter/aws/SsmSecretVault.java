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

  private final ParameterStore store;
  private final ParameterNames names;
  private final Optional<Storage> storage;

  private SsmSecretVault(ParameterStore store, ParameterNames names, Optional<Storage> storage) {
    this.store = store;
    this.names = names;
    this.storage = storage;
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
        new ParameterStore(reading, writing, clock), names, Optional.of(storage));
  }

  /** A vault for a function that never writes the secret. */
  public static SsmSecretVault forReading(
      SsmClient reading, ParameterNames names, InstantSource clock) {
    return new SsmSecretVault(new ParameterStore(reading, reading, clock), names, Optional.empty());
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
    ParameterStore.Answer answer;
    try {
      answer = store.newest(names.all(), deadline);
    } catch (StoreException refused) {
      throw refused.kind() == StoreException.Kind.REFUSED && nothingStored(deadline)
          ? new NotConfiguredException(String.valueOf(refused.getMessage()), true)
          : refused;
    }
    ClientId clientId =
        answer
            .value(names.clientId())
            .flatMap(value -> usable(Credential.CLIENT_ID, value))
            .map(id -> new ClientId(id.reveal()))
            .orElseThrow(() -> unusable(names.clientId() + " holds no usable client id", answer));
    Parameter secret =
        answer
            .parameter(names.clientSecret())
            .orElseThrow(() -> unusable(names.clientSecret() + " is missing", answer));
    return new VaultState(
        clientId,
        usable(Credential.CLIENT_SECRET, secret.value()).orElse(null),
        answer
            .value(names.refreshToken())
            .flatMap(value -> usable(Credential.REFRESH_TOKEN, value))
            .orElse(null),
        secret.version(),
        secret.lastModifiedDate(),
        RecordEntryJson.newest(answer.parameter(names.rotationRecord())),
        answer.at());
  }

  /** Placeholders may lie under a key that is gone since the first deploy was rolled back. */
  private boolean nothingStored(Deadline deadline) {
    try {
      ParameterStore.Answer answer = store.metadata(names.all(), deadline);
      Optional<Parameter> secret = answer.parameter(names.clientSecret());
      Optional<String> record = answer.value(names.rotationRecord());
      return secret.isPresent()
          && record.isPresent()
          && ParameterNames.nothingStored(secret.get().version(), record.get());
    } catch (StoreException _) {
      return false; // the first refusal says more
    }
  }

  private NotConfiguredException unusable(String what, ParameterStore.Answer answer) {
    return new NotConfiguredException(
        "The credentials of application %s cannot be rotated: %s. Store them with `./lwa put --app %s`."
            .formatted(names.app(), what, names.app()),
        names.nothingStored(answer::value));
  }

  @Override
  public long write(Secret secret, Deadline deadline) {
    Storage kept =
        storage.orElseThrow(
            () -> new IllegalStateException("this function never writes the client secret"));
    return store.put(
        PutParameterRequest.builder()
            .name(names.clientSecret())
            .value(secret.reveal())
            .type(ParameterType.SECURE_STRING)
            .tier(ParameterTier.ADVANCED)
            .keyId(kept.keyId())
            .policies(SsmParameterCreation.noChangeNotification(kept.remindAfterDays())),
        deadline);
  }

  @Override
  public Optional<Secret> at(long version, Deadline deadline) {
    return usable(
        Credential.CLIENT_SECRET, store.at(names.clientSecret(), version, deadline).value());
  }

  @Override
  public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
    // One old version under another key is enough to be refused all of them.
    return ParameterStore.unlessRefused(() -> store.history(names.clientSecret(), true, deadline))
        .map(
            versions ->
                versions.stream()
                    .filter(
                        version ->
                            usable(Credential.CLIENT_SECRET, version.value())
                                .equals(Optional.of(secret)))
                    .map(ParameterHistory::lastModifiedDate)
                    .min(Comparator.naturalOrder()))
        .orElseGet(() -> firstOfReadable(secret, deadline));
  }

  private Optional<Instant> firstOfReadable(Secret secret, Deadline deadline) {
    List<ParameterHistory> dates =
        store.history(names.clientSecret(), false, deadline).stream()
            .sorted(Comparator.comparing(ParameterHistory::version).reversed())
            .limit(MOST_SINGLE_VERSIONS)
            .toList();
    Optional<Instant> first = Optional.empty();
    for (ParameterHistory version : dates) {
      Optional<String> readable =
          ParameterStore.unlessRefused(
              () -> store.at(names.clientSecret(), version.version(), deadline).value());
      if (readable.isEmpty()) {
        return first.isPresent() ? first : oldestThatMayHoldIt(dates, version.version());
      }
      if (usable(Credential.CLIENT_SECRET, readable.get()).equals(Optional.of(secret))) {
        first = Optional.of(version.lastModifiedDate());
      }
    }
    return first;
  }

  /** Of a text that works it is not known then that it was not there; no older one works. */
  private Optional<Instant> oldestThatMayHoldIt(List<ParameterHistory> dates, long unreadable) {
    Instant alive = store.clock().instant().minus(SecretExpiry.LIFETIME);
    return dates.stream()
        .filter(version -> version.version() <= unreadable)
        .map(ParameterHistory::lastModifiedDate)
        .filter(alive::isBefore)
        .min(Comparator.naturalOrder());
  }

  /** A credential, without a line break that was pasted with it; the placeholder is none. */
  private static Optional<Secret> usable(Credential credential, String value) {
    try {
      return Optional.of(credential.read(value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
