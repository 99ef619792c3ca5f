package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Parameter Store without lag and faults of its own; a text of null is unfit to be sent. */
public final class ByHandStore {
  static final Instant NOW = Instant.parse("2026-06-01T07:00:00Z");

  static Instant inDays(long days) {
    return NOW.plus(Duration.ofDays(days));
  }

  /** What is stored but the client secret. */
  public final Map<Credential, Secret> others = new EnumMap<>(Credential.class);

  public final List<Optional<Secret>> secrets = new ArrayList<>(List.of(Optional.empty()));
  public final List<Instant> secretsAt = new ArrayList<>(List.of(inDays(-30)));
  final List<RecordEntry> entries = new ArrayList<>();
  final Map<Credential, String> misshaped = new EnumMap<>(Credential.class);

  /** The store's clock. */
  public Instant now = NOW;

  /** In the order of writing: credentials by name, and {@code claim} or {@code record}. */
  public final List<String> writes = new ArrayList<>();

  /** Fails the write that would be this one. */
  int failAt = Integer.MAX_VALUE;

  /** Fails every reading. */
  public @Nullable RuntimeException failure;

  /** What somebody else does before the next writes of the secret, one after the other. */
  final Queue<Runnable> meanwhile = new ArrayDeque<>();

  /** The same of the record. */
  final Queue<Runnable> beforeAnEntry = new ArrayDeque<>();

  /** What happens to the secret right after it was written. */
  Runnable afterwards = () -> {};

  /** A version that no reader sees yet. */
  long unseen = -1;

  /** A version that lies under another key. */
  long unreadable = -1;

  /** Empty, with a record that nobody wrote yet. */
  public ByHandStore() {
    hand(new StoredRecord.Absent());
  }

  public void secret(@Nullable Secret secret, Instant at) {
    secrets.add(Optional.ofNullable(secret));
    secretsAt.add(at);
  }

  void hand(StoredRecord record) {
    add(inDays(-1), record, null, RecordNotes.NONE);
  }

  void entry(RotationRecord record) {
    entry(record, RecordNotes.NONE);
  }

  void entry(RotationRecord record, RecordNotes notes) {
    entry(inDays(-1), record, notes);
  }

  /** Written at another moment than the day before: no invocation lives for a day. */
  void entry(Instant at, RotationRecord record, RecordNotes notes) {
    add(at, new StoredRecord.Present(record), (long) entries.size(), notes);
  }

  private void add(Instant at, StoredRecord record, @Nullable Long follows, RecordNotes notes) {
    entries.add(new RecordEntry(entries.size() + 1L, at, record, follows, notes));
  }

  public RotationRecord recorded() {
    RecordEntry truth =
        new RecordLog(records()).truth(entries.getLast(), Deadline.in(Duration.ZERO, () -> NOW));
    return truth.record() instanceof StoredRecord.Present(RotationRecord record)
        ? record
        : RotationRecord.of(0, NOW);
  }

  private static void next(Queue<Runnable> others) {
    Runnable other = others.poll();
    if (other != null) {
      other.run();
    }
  }

  private void attempt(String what) {
    if (writes.size() == failAt) {
      failAt = Integer.MAX_VALUE;
      throw new StoreException(StoreException.Kind.UNREACHABLE, "the connection broke", null);
    }
    writes.add(what);
  }

  CredentialParameters parameters() {
    return new CredentialParameters() {
      @Override
      public Contents read(Deadline deadline) {
        if (failure != null) {
          throw failure;
        }
        Map<Credential, Secret> usable = new EnumMap<>(Credential.class);
        usable.putAll(others);
        secrets.getLast().ifPresent(secret -> usable.put(Credential.CLIENT_SECRET, secret));
        return new Contents(
            usable,
            secrets.size() > 1 && secrets.getLast().isEmpty()
                ? Map.of(Credential.CLIENT_SECRET, "holds a space")
                : Map.of(),
            secrets.size(),
            secretsAt.getLast(),
            entries.getLast(),
            now);
      }

      @Override
      public Optional<String> misshaped(Credential credential, Deadline deadline) {
        return Optional.ofNullable(misshaped.get(credential));
      }

      @Override
      public void write(Credential credential, Secret value, Deadline deadline) {
        attempt(credential.key());
        others.put(credential, value);
      }
    };
  }

  public SecretVault vault() {
    return new SecretVault() {
      @Override
      public VaultState read(Deadline deadline) {
        CredentialParameters.Contents contents = parameters().read(deadline);
        return new VaultState(
            new ClientId(Objects.requireNonNull(others.get(Credential.CLIENT_ID)).reveal()),
            contents.usable().get(Credential.CLIENT_SECRET),
            contents.usable().get(Credential.REFRESH_TOKEN),
            contents.secretVersion(),
            contents.secretLastModified(),
            contents.newest(),
            contents.readAt());
      }

      @Override
      public long write(Secret secret, Deadline deadline) {
        next(meanwhile);
        attempt("client-secret");
        secret(secret, now);
        long version = secrets.size();
        afterwards.run();
        return version;
      }

      @Override
      public Optional<Secret> at(long version, Deadline deadline) {
        if (version == unseen) {
          throw new StoreException(StoreException.Kind.UNREACHABLE, "cannot be seen yet", null);
        }
        if (version == unreadable) {
          throw new StoreException(StoreException.Kind.REFUSED, "may not be decrypted", null);
        }
        return secrets.get((int) version - 1);
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        int index = secrets.indexOf(Optional.of(secret));
        return index < 0 ? Optional.empty() : Optional.of(secretsAt.get(index));
      }
    };
  }

  public RotationRecords records() {
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return entries.get((int) version - 1);
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        next(beforeAnEntry);
        attempt(draft.notes().claim() == null ? "record" : "claim");
        add(now, new StoredRecord.Present(draft.record()), draft.follows(), draft.notes());
        return entries.size();
      }
    };
  }
}
