package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameter Store as one invocation meets it: every call can be disturbed, and is watched. */
record StorePorts(ModelStore store, Disturbance faults, Invocation by, Oracle oracle) {
  /**
   * Creates a parameter with the placeholder, as PutParameter does: one that is there stays, unless
   * the request says to overwrite it.
   */
  ParameterCreation creation(boolean overwrite) {
    return (app, parameter, deadline) ->
        faults.aws(
            by,
            () -> {
              boolean there = store.names.contains(parameter.name());
              if (there && !overwrite) {
                return ParameterCreation.Outcome.KEPT;
              }
              oracle.beforeTheStackWrites(there);
              store.names.add(parameter.name());
              switch (parameter) {
                case NewParameter.AgingCredential _ -> store.writeSecret(null, false);
                case NewParameter.Plain _ ->
                    store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
                case NewParameter.Credential _ -> {}
              }
              return ParameterCreation.Outcome.CREATED;
            });
  }

  /** The function's view: every call can be disturbed. */
  SecretVault vault(boolean withRefreshToken) {
    return new SecretVault() {
      @Override
      public VaultState read(Deadline deadline) {
        return faults.call(by, Port.READ_STORE, () -> store.read(withRefreshToken));
      }

      @Override
      public long write(Secret secret, Deadline deadline) {
        return faults.call(
            by,
            Port.WRITE_SECRET,
            () -> {
              oracle.storing.beforeWrite(secret, by);
              if (store.chance().happens(Unkindness.WRITE_DAMAGED, 0.01)) {
                oracle.ends.excuse(Duration.ofHours(8)); // it counts as too new to work for a while
                return store.writeSecret(Secret.of(secret.reveal() + "-damaged"), false);
              }
              return store.writeSecret(secret, false);
            });
      }

      @Override
      public Optional<Secret> at(long version, Deadline deadline) {
        return faults.call(
            by,
            Port.READ_SECRET_VERSION,
            () -> {
              if (store.isUnseen(store.writtenAt(version))) {
                throw ModelStore.unseen(version);
              }
              return store.secretAt(version);
            });
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        return faults.call(by, Port.FIRST_STORED, () -> store.firstStoredAt(secret));
      }
    };
  }

  RotationRecords records() {
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return faults.call(by, Port.READ_RECORD_VERSION, () -> store.recordAt(version));
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        Instant mark = mark(draft, by);
        if (mark != null) {
          oracle.rotating.beforeMark(
              mark,
              Duration.between(store.clock().instant(), by.startedAt().plus(Functions.BUDGET)));
        }
        return faults.call(
            by,
            Port.WRITE_RECORD,
            () ->
                store.writeRecord(
                    new StoredRecord.Present(draft.record()), draft.follows(), draft.notes()));
      }
    };
  }

  /** The mark of a request that this run is about to send, if the draft holds one. */
  private static @Nullable Instant mark(RecordDraft draft, Invocation by) {
    Instant requestedAt = draft.record().requestedAt();
    return by.name().equals("rotate")
            && requestedAt != null
            && !requestedAt.isBefore(by.startedAt())
        ? requestedAt
        : null;
  }
}
