package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret.EarlierVersions;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Parameter Store, as far as rotation meets it: versions numbered one by one, a hundred of them
 * kept, writes without a condition, reads that may be a moment behind a write.
 */
final class ModelStore {
  private static final int KEPT = 100;

  /** One version of the secret; {@code secret} is null if the text is unfit to be sent. */
  record Version(@Nullable Secret secret, Instant writtenAt, boolean byPerson) {}

  private final SimulatedClock clock;
  private final RandomGenerator random;
  private final ClientId clientId;
  private final Secret refreshToken;
  private final Set<String> names = new HashSet<>();
  private final List<Version> secrets = new ArrayList<>();
  private final List<RecordEntry> records = new ArrayList<>();

  ModelStore(SimulatedClock clock, RandomGenerator random, ClientId clientId, Secret refreshToken) {
    this.clock = clock;
    this.random = random;
    this.clientId = clientId;
    this.refreshToken = refreshToken;
  }

  /**
   * Creates a parameter with the placeholder, as PutParameter does: one that is there stays, unless
   * the request says to overwrite it.
   */
  ParameterCreation creation(
      Faults faults, Faults.Invocation by, Oracle oracle, boolean overwrite) {
    return (app, parameter, deadline) ->
        faults.aws(
            by,
            () -> {
              boolean there = names.contains(parameter.name());
              if (there && !overwrite) {
                return ParameterCreation.Outcome.KEPT;
              }
              oracle.beforeTheStackWrites(there);
              names.add(parameter.name());
              switch (parameter) {
                case NewParameter.AgingCredential _ -> writeSecret(null, false);
                case NewParameter.Plain _ ->
                    writeRecord(new StoredRecord.Absent(), null, null, null);
                case NewParameter.Credential _ -> {}
              }
              return ParameterCreation.Outcome.CREATED;
            });
  }

  Version top() {
    return secrets.getLast();
  }

  List<Version> versions() {
    return secrets;
  }

  RecordEntry topRecord() {
    return records.getLast();
  }

  /** The newest entry that counts, as whoever writes the record by hand reads it. */
  RecordEntry truth() {
    int index = records.size() - 1;
    while (index > 0 && lost(records.get(index))) {
      index--;
    }
    return records.get(index);
  }

  private static boolean lost(RecordEntry entry) {
    Long follows = entry.follows();
    return follows != null && follows != entry.version() - 1;
  }

  long writeSecret(@Nullable Secret secret, boolean byPerson) {
    secrets.add(new Version(secret, clock.instant(), byPerson));
    return secrets.size();
  }

  long writeRecord(
      StoredRecord record,
      @Nullable Long follows,
      @Nullable Instant storingUntil,
      @Nullable Instant noticedAt) {
    long version = records.size() + 1L;
    records.add(
        new RecordEntry(version, clock.instant(), record, follows, storingUntil, noticedAt));
    return version;
  }

  VaultState read(boolean withRefreshToken) {
    int secret = visible(secrets.size(), secrets.getLast().writtenAt());
    int record = visible(records.size(), records.getLast().writtenAt());
    Version version = secrets.get(secret - 1);
    return new VaultState(
        clientId,
        version.secret(),
        withRefreshToken ? refreshToken : null,
        secret,
        version.writtenAt(),
        records.get(record - 1),
        clock.instant());
  }

  /** What a call reads; it fails as the adapter does where there is no usable secret. */
  StoredCredentials credentials() {
    VaultState state = read(true);
    Secret secret = state.secret();
    if (secret == null) {
      throw new NotConfiguredException("the client secret is unfit to be sent");
    }
    return new StoredCredentials(
        clientId,
        secret,
        refreshToken,
        state.secretVersion(),
        state.secretLastModified(),
        state.newest().record(),
        state.readAt());
  }

  /** The number of versions that a reader sees: the newest may be missing for two seconds. */
  private int visible(int size, Instant writtenAt) {
    boolean fresh = size > 1 && clock.instant().isBefore(writtenAt.plusSeconds(2));
    return fresh && random.nextInt(20) == 0 ? size - 1 : size;
  }

  Optional<Secret> secretAt(long version) {
    return version < 1 || version > secrets.size() || version <= secrets.size() - KEPT
        ? Optional.empty()
        : Optional.ofNullable(secrets.get((int) version - 1).secret());
  }

  /** The function's view: every call can be disturbed. */
  SecretVault vault(Faults faults, Faults.Invocation by, Oracle oracle, boolean withRefreshToken) {
    return new SecretVault() {
      @Override
      public VaultState read(Deadline deadline) {
        return faults.aws(by, () -> ModelStore.this.read(withRefreshToken));
      }

      @Override
      public long write(Secret secret, Deadline deadline) {
        return faults.aws(
            by,
            () -> {
              oracle.beforeWrite(secret, by.startedAt());
              return writeSecret(secret, false);
            });
      }

      @Override
      public Optional<Secret> at(long version, Deadline deadline) {
        return faults.aws(by, () -> secretAt(version));
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        return faults.aws(by, () -> firstStoredAt(secret));
      }
    };
  }

  private Optional<Instant> firstStoredAt(Secret secret) {
    return first(secret, Math.max(0, secrets.size() - KEPT)).map(Version::writtenAt);
  }

  /** The first version with this text, of all that there ever were. */
  Optional<Version> firstVersionOf(Secret secret) {
    return first(secret, 0);
  }

  private Optional<Version> first(Secret secret, int from) {
    String text = secret.reveal(); // compared as strings: constant time costs the simulation a lot
    for (Version version : secrets.subList(from, secrets.size())) {
      Secret stored = version.secret();
      if (stored != null && stored.reveal().equals(text)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  RotationRecords records(Faults faults, Faults.Invocation by) {
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return faults.aws(by, () -> records.get((int) version - 1));
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        return faults.aws(
            by,
            () ->
                writeRecord(
                    new StoredRecord.Present(draft.record()),
                    draft.follows(),
                    draft.storingUntil(),
                    draft.noticedAt()));
      }
    };
  }

  EarlierVersions earlier() {
    return (version, stored, deadline) -> {
      for (long v = version - 1; v >= Math.max(1, version - 3); v--) {
        Optional<Secret> secret = secretAt(v);
        if (!secret.equals(Optional.of(stored))) {
          return secret;
        }
      }
      return Optional.empty();
    };
  }
}
