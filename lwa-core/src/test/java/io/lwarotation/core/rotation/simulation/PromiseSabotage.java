package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Errors that break what an acknowledgement promises. */
final class PromiseSabotage {
  private PromiseSabotage() {}

  static final class ReportsALostRecord extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      return ports.with(
          (RotationRecords)
              new RecordsAround(ports.records()) {
                @Override
                public long put(RecordDraft draft, Deadline deadline) {
                  long version = super.put(draft, deadline);
                  boolean recorded =
                      message.isPresent()
                          && message.get().rotatedAt().equals(draft.record().rotatedAt());
                  return recorded ? draft.follows() + 1 : version;
                }
              });
    }
  }

  static final class SkipsTheReadBack extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      Map<Long, Secret> written = new HashMap<>();
      return new VaultAround(vault) {
        @Override
        public long write(Secret secret, Deadline deadline) {
          long version = super.write(secret, deadline);
          written.put(version, secret);
          return version;
        }

        @Override
        public Optional<Secret> at(long version, Deadline deadline) {
          Secret own = written.get(version);
          return own == null ? super.at(version, deadline) : Optional.of(own);
        }
      };
    }
  }

  static final class TakesAnyRecord extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      return message.isEmpty()
          ? ports
          : ports.with((SecretVault) new Recorded(ports.vault(), message.get()));
    }

    /** Whatever the record says, it says it of the message's secret. */
    private static final class Recorded extends VaultAround {
      private final NewSecretMessage message;

      Recorded(SecretVault vault, NewSecretMessage message) {
        super(vault);
        this.message = message;
      }

      @Override
      VaultState seen(VaultState state) {
        RecordEntry e = state.newest();
        if (!message.newSecret().equals(state.secret())
            || !(e.record() instanceof StoredRecord.Present)) {
          return state;
        }
        RotationRecord record =
            new RotationRecord(
                state.secretVersion(),
                message.rotatedAt(),
                message.newExpiresAt(),
                message.oldExpiresAt(),
                null,
                message.notificationId());
        return withRecord(
            state,
            new RecordEntry(
                e.version(),
                e.writtenAt(),
                new StoredRecord.Present(record),
                e.version() - 1,
                RecordNotes.NONE.seen(
                    new RecordNotes.AmazonDates(message.rotatedAt(), message.newExpiresAt()))));
      }
    }
  }

  static final class ProvesNothingNewer extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      return message.isEmpty()
          ? ports
          : ports.with((SecretVault) new Undated(ports.vault(), message.get()));
    }

    /** Nothing that is stored is older than the message, by whatever it could be known. */
    private static final class Undated extends VaultAround {
      private final NewSecretMessage message;

      Undated(SecretVault vault, NewSecretMessage message) {
        super(vault);
        this.message = message;
      }

      @Override
      VaultState seen(VaultState s) {
        RecordEntry e = s.newest();
        StoredRecord record =
            e.record() instanceof StoredRecord.Present(RotationRecord r)
                ? new StoredRecord.Present(
                    new RotationRecord(
                        r.secretVersion(),
                        null,
                        r.expiresAt(),
                        r.oldSecretExpiresAt(),
                        r.requestedAt(),
                        null))
                : e.record();
        Instant modified = s.secretLastModified();
        return new VaultState(
            s.clientId(),
            s.secret(),
            s.refreshToken(),
            s.secretVersion(),
            modified.isBefore(message.rotatedAt()) ? message.rotatedAt() : modified,
            new RecordEntry(
                e.version(),
                e.writtenAt(),
                record,
                e.follows(),
                new RecordNotes(e.notes().claim(), e.noticedAt(), null)),
            s.readAt());
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        return Optional.empty();
      }
    }
  }

  static final class IgnoresEventTime extends Sabotage {
    @Override
    NewSecretMessage message(NewSecretMessage m, Instant now) {
      return new NewSecretMessage(
          m.clientId(),
          m.newSecret(),
          m.newExpiresAt(),
          m.oldExpiresAt(),
          null,
          m.notificationId());
    }
  }

  static final class IgnoresLongerGrace extends Sabotage {
    @Override
    NewSecretMessage message(NewSecretMessage m, Instant now) {
      return new NewSecretMessage(
          m.clientId(), m.newSecret(), m.newExpiresAt(), null, m.eventTime(), m.notificationId());
    }
  }

  static final class PutsNoEvent extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      RotationEvents none = (event, deadline) -> {};
      return new Ports(
          ports.vault(), ports.records(), ports.tokens(), ports.spApi(), ports.notices(), none);
    }
  }

  static final class TellsNobodyOfSuccess extends Sabotage {
    @Override
    Notices notices(Notices notices) {
      return (notice, deadline) -> {
        if (!notice.subject().contains("is stored")) {
          notices.publish(notice, deadline);
        }
      };
    }
  }

  static final class PutsNothingBack extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      return ports.with(
          (SecretVault)
              new VaultAround(ports.vault()) {
                private Optional<Secret> believed = Optional.empty();
                private long written;

                @Override
                public long write(Secret secret, Deadline deadline) {
                  if (message.map(NewSecretMessage::newSecret).equals(Optional.of(secret))) {
                    written = super.write(secret, deadline);
                    return written;
                  }
                  believed = Optional.of(secret);
                  return Math.max(lastSeen(), written) + 1;
                }

                @Override
                public Optional<Secret> at(long version, Deadline deadline) {
                  Optional<Secret> back = believed;
                  believed = Optional.empty();
                  return back.isPresent() ? back : super.at(version, deadline);
                }
              });
    }
  }
}
