package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Errors that take what cannot be seen for absent, and what a person typed for Amazon's word. */
final class UnseenSabotage {
  private UnseenSabotage() {}

  static final class UnseenRecordIsAbsent extends Sabotage {
    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public RecordEntry at(long version, Deadline deadline) {
          try {
            return super.at(version, deadline);
          } catch (StoreException e) {
            return new RecordEntry(
                version, Instant.EPOCH, new StoredRecord.Absent(), version - 1, RecordNotes.NONE);
          }
        }
      };
    }
  }

  static final class UnseenSecretIsAbsent extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      return new VaultAround(vault) {
        @Override
        public Optional<Secret> at(long version, Deadline deadline) {
          try {
            return super.at(version, deadline);
          } catch (StoreException e) {
            return Optional.empty();
          }
        }
      };
    }
  }

  /** What somebody stored after a request looks as if it had been there before. */
  static final class TakesTextsForOlder extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      return new VaultAround(vault) {
        @Override
        public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
          return super.firstStored(secret, deadline).map(at -> at.minus(Duration.ofDays(5)));
        }
      };
    }
  }

  /** The date that somebody typed makes the secret as old as a message's date would. */
  static final class BelievesTypedDates extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      return new VaultAround(vault) {
        @Override
        VaultState seen(VaultState state) {
          return withRecord(state, dated(state.newest()));
        }
      };
    }

    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public RecordEntry at(long version, Deadline deadline) {
          return dated(super.at(version, deadline));
        }
      };
    }

    private static RecordEntry dated(RecordEntry e) {
      if (!(e.record() instanceof StoredRecord.Present(RotationRecord r))
          || r.rotatedAt() != null) {
        return e;
      }
      Instant made = r.expiresAt().minus(SecretExpiry.LIFETIME);
      RotationRecord record =
          new RotationRecord(
              r.secretVersion(),
              made,
              r.expiresAt(),
              r.oldSecretExpiresAt(),
              r.requestedAt(),
              r.notificationId());
      return new RecordEntry(
          e.version(),
          e.writtenAt(),
          new StoredRecord.Present(record),
          e.follows() == null ? Long.valueOf(e.version() - 1) : e.follows(),
          new RecordNotes(
              e.notes().claim(), e.noticedAt(), new RecordNotes.AmazonDates(made, r.expiresAt())));
    }
  }

  static final class RotatesInAHurry extends Sabotage {
    @Override
    Duration budget(Duration really) {
      return really.plus(Duration.ofSeconds(60));
    }
  }

  /** A record that was written by hand stands alone: marks and graces before it are gone. */
  static final class BelievesHandWriting extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      return ports.with(
          (SecretVault)
              new VaultAround(ports.vault()) {
                @Override
                VaultState seen(VaultState state) {
                  RecordEntry e = state.newest();
                  return e.follows() != null || !(e.record() instanceof StoredRecord.Present)
                      ? state
                      : withRecord(
                          state,
                          new RecordEntry(
                              e.version(), e.writtenAt(), e.record(), e.version() - 1, e.notes()));
                }
              });
    }
  }
}
