package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An error that somebody could make in the core. Each is made outside it, around the ports, so that
 * the code under test is the code that is deployed. The simulation must catch each of them.
 */
enum Mutant {
  NONE("-", "the core as it is"),

  TRUSTS_LWA("I1", "check removed: a token of LWA is taken for proof, SP-API is not asked") {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) ->
          request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)
              ? spApi.send(request, token, deadline)
              : new SpApiAnswer(200, Optional.empty(), "{}");
    }
  },
  TRUSTS_NO_ANSWER("I1", "error swallowed: SP-API that does not answer counts as a success") {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException e) {
          if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
            throw e;
          }
          return new SpApiAnswer(200, Optional.empty(), "{}");
        }
      };
    }
  },
  STORES_BEFORE_TRYING("I1", "order swapped: the secret is written first and tried afterwards") {
    @Override
    Ports around(Ports ports, NewSecretMessage message) {
      SecretVault vault = ports.vault();
      TokenEndpoint tokens = ports.tokens();
      return ports.with(
          (grant, deadline) -> {
            if (grant.clientSecret().equals(message.newSecret())) {
              vault.write(message.newSecret(), deadline);
            }
            return tokens.exchange(grant, deadline);
          });
    }
  },
  TRUSTS_ARRIVAL("I2", "check removed: the message that comes last is taken for the newest") {
    @Override
    NewSecretMessage message(NewSecretMessage message, Instant now) {
      return new NewSecretMessage(
          message.clientId(),
          message.newSecret(),
          now.plus(Duration.ofDays(180)),
          now.plus(Duration.ofDays(7)),
          now,
          message.notificationId());
    }
  },
  KEEPS_NO_RECORD(
      "I4", "order swapped: acknowledges before the record is written, which never is") {
    @Override
    RotationRecords records(RotationRecords records) {
      return new Around(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          return draft.follows() + 1;
        }
      };
    }
  },
  NO_COMPARE_AND_SET("I2,I4", "check removed: every write of the record counts as won") {
    @Override
    RotationRecords records(RotationRecords records) {
      return new Around(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          super.put(draft, deadline);
          return draft.follows() + 1;
        }
      };
    }
  },
  FORGETS_WHAT_LOST("I2,I4", "check removed: an entry that lost a race is believed") {
    @Override
    SecretVault vault(SecretVault vault) {
      return new VaultAround(vault) {
        @Override
        VaultState seen(VaultState state) {
          RecordEntry e = state.newest();
          return withRecord(
              state,
              new RecordEntry(
                  e.version(), e.writtenAt(), e.record(), null, e.storingUntil(), e.noticedAt()));
        }
      };
    }
  },
  CLAIMS_NOTHING("I2", "check removed: two invocations may store a new secret at once") {
    @Override
    Ports around(Ports ports, NewSecretMessage message) {
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
                            null,
                            e.noticedAt()));
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
                      null,
                      own.noticedAt()));
            }
          };
      RotationRecords records =
          new Around(ports.records()) {
            @Override
            public long put(RecordDraft draft, Deadline deadline) {
              claim.putIfAbsent("own", draft);
              return super.put(draft, deadline);
            }
          };
      return new Ports(blind, records, ports.tokens(), ports.spApi(), ports.notices());
    }
  },
  ACKNOWLEDGES_RETRIES("I3", "error swallowed: a message that must come again is acknowledged") {
    @Override
    boolean acknowledges(AcceptOutcome outcome) {
      return true;
    }
  },
  ACKNOWLEDGES_FAILURES("I3", "error swallowed: a failed attempt is acknowledged") {
    @Override
    boolean acknowledgesFailures() {
      return true;
    }
  },
  BELIEVES_ITS_WRITE("I3", "error swallowed: a failed write counts as done and is not read back") {
    @Override
    SecretVault vault(SecretVault vault) {
      Map<Long, Secret> believed = new HashMap<>();
      return new VaultAround(vault) {
        @Override
        public long write(Secret secret, Deadline deadline) {
          long version;
          try {
            version = super.write(secret, deadline);
          } catch (StoreException e) {
            version = lastSeen() + 1;
          }
          believed.put(version, secret);
          return version;
        }

        @Override
        public Optional<Secret> at(long version, Deadline deadline) {
          return believed.containsKey(version)
              ? Optional.of(believed.get(version))
              : super.at(version, deadline);
        }
      };
    }
  },
  MARKS_NOTHING("I4", "check removed: the request leaves without a mark") {
    @Override
    RotationRecords records(RotationRecords records) {
      return new Around(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          return draft.record().requestedAt() != null
              ? draft.follows() + 1
              : super.put(draft, deadline);
        }
      };
    }
  },
  MARKS_AFTERWARDS("I4", "order swapped: the mark is written after the request was answered") {
    @Override
    Ports around(Ports ports, NewSecretMessage message) {
      RotationRecords records = ports.records();
      SpApi spApi = ports.spApi();
      Map<String, RecordDraft> held = new HashMap<>();
      RotationRecords late =
          new Around(records) {
            @Override
            public long put(RecordDraft draft, Deadline deadline) {
              if (draft.record().requestedAt() == null) {
                return super.put(draft, deadline);
              }
              held.put("mark", draft);
              return draft.follows() + 1;
            }
          };
      return new Ports(
          ports.vault(),
          late,
          ports.tokens(),
          (request, token, deadline) -> {
            SpApiAnswer answer = spApi.send(request, token, deadline);
            RecordDraft mark = held.remove("mark");
            if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET) && mark != null) {
              records.put(mark, deadline);
            }
            return answer;
          },
          ports.notices());
    }
  },
  TAKES_SILENCE_FOR_NO("I4", "error swallowed: a request without an answer counts as refused") {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException.NoAnswer e) {
          throw new AmazonException.Refused(
              e.service(), 400, Refusal.BAD_REQUEST, Optional.empty(), Optional.empty());
        }
      };
    }
  },
  RETRIES_BLINDLY("I4", "a request without an answer is sent once more") {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException.NoAnswer e) {
          return spApi.send(request, token, deadline);
        }
      };
    }
  },
  WAITS_48_HOURS_ONLY(
      "I4", "check removed: asks again when the new secret did not come in 48 hours") {
    @Override
    RotationSettings settings() {
      RotationSettings s = RotationSettings.STANDARD;
      return new RotationSettings(s.dueBefore(), s.inFlight(), s.inFlight(), s.noticeEvery());
    }
  },
  SHOWS_A_SECRET(
      "I6", "error swallowed: a refusal's text, with the secret in it, becomes a reason") {
    @Override
    Ports around(Ports ports, NewSecretMessage message) {
      TokenEndpoint tokens = ports.tokens();
      return ports.with(
          (grant, deadline) -> {
            try {
              return tokens.exchange(grant, deadline);
            } catch (AmazonException.Refused e) {
              throw new AmazonException.NoAnswer(
                  e.service(), "does not know " + grant.clientSecret().reveal(), e);
            }
          });
    }
  },
  TELLS_NOBODY("I7", "check removed: a new secret that does not come is nobody's business") {
    @Override
    Notices notices(Notices notices) {
      return (notice, deadline) -> {
        if (!notice.subject().contains("did not come")) {
          notices.publish(notice, deadline);
        }
      };
    }
  },
  OVERWRITES_ON_DEPLOY("I5", "check removed: a deploy writes the placeholder over what is there") {
    @Override
    boolean overwritesOnDeploy() {
      return true;
    }
  },
  DELETES_WITH_THE_STACK("I5", "check removed: the parameters go when the stack is deleted") {
    @Override
    boolean deletesWithTheStack() {
      return true;
    }
  },
  GIVES_UP_CALLS("I8", "check removed: the version before is never tried") {
    @Override
    AccessTokens.Fallback fallback(Supplier<EarlierSecret> coldStart) {
      return (refused, deadline) -> Optional.empty();
    }
  },
  LOOKS_IN_EVERY_CALL("I8", "check removed: what a look for the version before gave is forgotten") {
    @Override
    AccessTokens.Fallback fallback(Supplier<EarlierSecret> coldStart) {
      return (refused, deadline) -> coldStart.get().exchange(refused, deadline);
    }
  },
  KEEPS_FALLBACK_QUIET(
      "I8", "error swallowed: an answer does not say that the stored secret fails") {
    @Override
    CallAnswer told(CallAnswer a) {
      return new CallAnswer(
          a.operation(), a.answer(), a.expiry(), a.daysLeft(), a.recordProblem(), false);
    }
  },
  NEVER_ROTATES("L", "a due secret is not rotated") {
    @Override
    RotationSettings settings() {
      RotationSettings s = RotationSettings.STANDARD;
      return new RotationSettings(Duration.ZERO, s.inFlight(), s.grace(), s.noticeEvery());
    }
  },
  NEVER_STORES("L", "no message is ever good enough") {
    @Override
    RotationRecords records(RotationRecords records) {
      return new Around(records) {
        @Override
        public long put(RecordDraft draft, Deadline deadline) {
          super.put(draft, deadline);
          return draft.storingUntil() == null ? draft.follows() + 1 : draft.follows() + 2;
        }
      };
    }
  };

  private final String breaks;
  private final String what;

  Mutant(String breaks, String what) {
    this.breaks = breaks;
    this.what = what;
  }

  /** The invariants that it breaks. */
  String breaks() {
    return breaks;
  }

  boolean isBrokenBy(Set<String> invariants) {
    return Arrays.stream(breaks.split(",", -1)).anyMatch(invariants::contains);
  }

  String what() {
    return what;
  }

  /** What a use case is given. */
  record Ports(
      SecretVault vault,
      RotationRecords records,
      TokenEndpoint tokens,
      SpApi spApi,
      Notices notices) {
    Ports with(TokenEndpoint other) {
      return new Ports(vault, records, other, spApi, notices);
    }
  }

  Ports around(Ports ports, NewSecretMessage message) {
    return new Ports(
        vault(ports.vault()),
        records(ports.records()),
        ports.tokens(),
        spApi(ports.spApi()),
        notices(ports.notices()));
  }

  SecretVault vault(SecretVault vault) {
    return vault;
  }

  RotationRecords records(RotationRecords records) {
    return records;
  }

  SpApi spApi(SpApi spApi) {
    return spApi;
  }

  Notices notices(Notices notices) {
    return notices;
  }

  NewSecretMessage message(NewSecretMessage message, Instant now) {
    return message;
  }

  RotationSettings settings() {
    return RotationSettings.STANDARD;
  }

  boolean acknowledges(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Stored _, AcceptOutcome.AlreadyStored _, AcceptOutcome.Skipped _ -> true;
      case AcceptOutcome.RetryLater _, AcceptOutcome.Never _ -> false;
    };
  }

  boolean acknowledgesFailures() {
    return false;
  }

  /**
   * What CallSpApi does while LWA refuses the stored secret.
   *
   * @param coldStart makes what an environment of the function makes once
   */
  AccessTokens.Fallback fallback(Supplier<EarlierSecret> coldStart) {
    return coldStart.get()::exchange;
  }

  CallAnswer told(CallAnswer answer) {
    return answer;
  }

  boolean overwritesOnDeploy() {
    return false;
  }

  boolean deletesWithTheStack() {
    return false;
  }

  private static class Around implements RotationRecords {
    private final RotationRecords records;

    Around(RotationRecords records) {
      this.records = records;
    }

    @Override
    public RecordEntry at(long version, Deadline deadline) {
      return records.at(version, deadline);
    }

    @Override
    public long put(RecordDraft draft, Deadline deadline) {
      return records.put(draft, deadline);
    }
  }

  private static class VaultAround implements SecretVault {
    private final SecretVault vault;
    private long lastSeen;

    VaultAround(SecretVault vault) {
      this.vault = vault;
    }

    long lastSeen() {
      return lastSeen;
    }

    VaultState seen(VaultState state) {
      return state;
    }

    static VaultState withRecord(VaultState s, RecordEntry entry) {
      return new VaultState(
          s.clientId(),
          s.secret(),
          s.refreshToken(),
          s.secretVersion(),
          s.secretLastModified(),
          entry,
          s.readAt());
    }

    @Override
    public VaultState read(Deadline deadline) {
      VaultState state = seen(vault.read(deadline));
      lastSeen = state.secretVersion();
      return state;
    }

    @Override
    public long write(Secret secret, Deadline deadline) {
      return vault.write(secret, deadline);
    }

    @Override
    public Optional<Secret> at(long version, Deadline deadline) {
      return vault.at(version, deadline);
    }

    @Override
    public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
      return vault.firstStored(secret, deadline);
    }
  }
}
