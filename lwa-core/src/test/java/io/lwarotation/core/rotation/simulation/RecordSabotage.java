package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Errors around the record: its marks, its claims, its compare-and-set. */
final class RecordSabotage {
  private RecordSabotage() {}

  static final class KeepsNoRecord extends Sabotage {
    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          return draft.follows() + 1;
        }
      };
    }
  }

  static final class NoCompareAndSet extends Sabotage {
    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          super.put(draft, deadline);
          return draft.follows() + 1;
        }
      };
    }
  }

  static final class ForgetsWhatLost extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      return new VaultAround(vault) {
        @Override
        VaultState seen(VaultState state) {
          RecordEntry e = state.newest();
          return withRecord(
              state,
              new RecordEntry(
                  e.version(),
                  e.writtenAt(),
                  e.record(),
                  e.lost() ? Long.valueOf(e.version() - 1) : e.follows(),
                  e.notes()));
        }
      };
    }
  }

  static final class ClaimsNothing extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      Map<String, VaultState> first = new HashMap<>();
      Map<String, RecordDraft> claim = new HashMap<>();
      SecretVault blind =
          new VaultAround(ports.vault()) {
            @Override
            public VaultState read(Deadline deadline) {
              RecordDraft own = claim.get("own");
              VaultState state = first.get("state");
              if (own == null || state == null) {
                VaultState seen = super.read(deadline);
                RecordEntry e = seen.newest();
                state =
                    withRecord(
                        seen,
                        new RecordEntry(
                            e.version(),
                            e.writtenAt(),
                            e.record(),
                            e.follows(),
                            e.notes().claimed(null)));
                first.put("state", state);
                return state;
              }
              return withRecord(
                  state,
                  new RecordEntry(
                      own.follows() + 1,
                      state.readAt(),
                      new StoredRecord.Present(own.record()),
                      own.follows(),
                      own.notes().claimed(null)));
            }
          };
      RotationRecords records =
          new RecordsAround(ports.records()) {
            @Override
            public long put(RecordDraft draft, Deadline deadline) {
              claim.putIfAbsent("own", draft);
              return super.put(draft, deadline);
            }
          };
      return ports.with(blind).with(records);
    }
  }

  static final class MarksNothing extends Sabotage {
    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          return draft.record().requestedAt() != null
              ? draft.follows() + 1
              : super.put(draft, deadline);
        }
      };
    }
  }

  static final class MarksAfterwards extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      RotationRecords records = ports.records();
      SpApi spApi = ports.spApi();
      Map<String, RecordDraft> held = new HashMap<>();
      RotationRecords late =
          new RecordsAround(records) {
            @Override
            public long put(RecordDraft draft, Deadline deadline) {
              if (draft.record().requestedAt() == null) {
                return super.put(draft, deadline);
              }
              held.put("mark", draft);
              return draft.follows() + 1;
            }
          };
      return ports
          .with(late)
          .with(
              (SpApi)
                  (request, token, deadline) -> {
                    SpApiAnswer answer = spApi.send(request, token, deadline);
                    RecordDraft mark = held.remove("mark");
                    if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET) && mark != null) {
                      records.put(mark, deadline);
                    }
                    return answer;
                  });
    }
  }

  static final class NeverStores extends Sabotage {
    @Override
    RotationRecords records(RotationRecords records) {
      return new RecordsAround(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          super.put(draft, deadline);
          return draft.notes().claim() == null ? draft.follows() + 1 : draft.follows() + 2;
        }
      };
    }
  }
}
