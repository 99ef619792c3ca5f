package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret.EarlierVersions;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordLog;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.VaultState;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parameter Store, as far as rotation meets it: versions numbered one by one, a hundred of them
 * kept, writes without a condition, reads that miss what was written a moment ago.
 */
final class ModelStore {
  private static final int KEPT = 100;

  /** How long a reader may miss what was written. */
  static final Duration LONGEST_LAG = Duration.ofSeconds(20);

  /** One version of the secret; {@code secret} is null if the text is unfit to be sent. */
  record Version(@Nullable Secret secret, Instant writtenAt, boolean byPerson) {}

  final SimulatedClock clock;
  private final Chance chance;
  private final ClientId clientId;
  private final Secret refreshToken;
  final Set<String> names = new HashSet<>();
  private final List<Version> secrets = new ArrayList<>();
  private final List<RecordEntry> records = new ArrayList<>();

  ModelStore(SimulatedClock clock, Chance chance, ClientId clientId, Secret refreshToken) {
    this.clock = clock;
    this.chance = chance;
    this.clientId = clientId;
    this.refreshToken = refreshToken;
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
    while (index > 0 && records.get(index).lost()) {
      index--;
    }
    return records.get(index);
  }

  long writeSecret(@Nullable Secret secret, boolean byPerson) {
    secrets.add(new Version(secret, clock.instant(), byPerson));
    return secrets.size();
  }

  long writeRecord(StoredRecord record, @Nullable Long follows, RecordNotes notes) {
    long version = records.size() + 1L;
    records.add(new RecordEntry(version, clock.instant(), record, follows, notes));
    return version;
  }

  VaultState read(boolean withRefreshToken) {
    int secret = visible(Unkindness.SECRET_LAGS, secrets.size(), secrets.getLast().writtenAt());
    int record = visible(Unkindness.RECORD_LAGS, records.size(), records.getLast().writtenAt());
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

  /** The number of versions that a reader sees: the newest may be missing for a while. */
  private int visible(Unkindness lag, int size, Instant writtenAt) {
    return size > 1 && isFresh(writtenAt) && chance.happens(lag, 0.1) ? size - 1 : size;
  }

  /** A reader of this very version may not see it yet, though it sees a later one. */
  private void look(long version, Instant writtenAt) {
    if (isFresh(writtenAt) && chance.happens(Unkindness.VERSION_UNSEEN, 0.5)) {
      // As the adapter says it: unknown, not absent.
      String unseen = "version " + version + " cannot be seen yet";
      throw new StoreException(StoreException.Kind.UNREACHABLE, unseen, null);
    }
  }

  private boolean isFresh(Instant writtenAt) {
    return clock.instant().isBefore(writtenAt.plus(LONGEST_LAG));
  }

  Optional<Secret> secretAt(long version) {
    return version < 1 || version > secrets.size() || version <= secrets.size() - KEPT
        ? Optional.empty()
        : Optional.ofNullable(secrets.get((int) version - 1).secret());
  }

  /** The same for a reader who may not see it yet. */
  Optional<Secret> seen(long version) {
    if (version >= 1 && version <= secrets.size()) {
      look(version, secrets.get((int) version - 1).writtenAt());
    }
    return secretAt(version);
  }

  RecordEntry recordAt(long version) {
    RecordEntry entry = records.get((int) version - 1);
    look(version, entry.writtenAt());
    return entry;
  }

  Optional<Instant> firstStoredAt(Secret secret) {
    return first(secret, Math.max(0, secrets.size() - KEPT)).map(Version::writtenAt);
  }

  /** The first version with this text, of all that there ever were; the newest if it is unfit. */
  Optional<Version> firstVersionOf(@Nullable Secret secret) {
    return secret == null ? Optional.of(top()) : first(secret, 0);
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

  /** When the stored secret ends, as every reader comes to know it. */
  Instant knownEnd() {
    Instant first = firstVersionOf(top().secret()).orElseThrow().writtenAt();
    return SecretExpiry.of(secrets.size(), first, merged().record()).expiresAt();
  }

  /** What counts of the record, as every reader comes to know it. */
  RecordEntry merged() {
    return new RecordLog(new RecordsOf(records))
        .truth(topRecord(), Deadline.in(Duration.ZERO, clock));
  }

  /** The record as it is, seen by whoever checks it. */
  private record RecordsOf(List<RecordEntry> entries) implements RotationRecords {
    @Override
    public RecordEntry at(long version, Deadline deadline) {
      return entries.get((int) version - 1);
    }

    @Override
    public long put(RecordDraft draft, Deadline deadline) {
      throw new UnsupportedOperationException();
    }
  }

  /** The entries of the record that count or did. */
  Stream<RecordEntry> wonEntries() {
    return records.stream().filter(entry -> !entry.lost());
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
