package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.ClientClaims;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All that one invocation meets of the models, call by call: each can be disturbed, is watched, and
 * can be changed by whoever plays an error, or by a test.
 */
final class Ports {
  static final Duration BUDGET = Duration.ofSeconds(50);

  /** One method of a port. */
  interface Call<A, R> {
    R of(A argument, Deadline deadline);
  }

  final World world;
  final Invocation by;
  private final Disturbance faults;
  Function<Deadline, VaultState> read;
  Call<Secret, Long> write;
  Call<Long, Optional<Secret>> at;
  Call<Secret, Optional<Instant>> firstStored;
  Call<Long, RecordEntry> recordAt;
  Call<RecordDraft, Long> put;
  TokenEndpoint tokens;
  SpApi spApi;
  Notices notices;
  RotationEvents events;
  ClientClaims claims;
  RotationSettings settings = RotationSettings.STANDARD;

  /** What the function believes to have. */
  Duration budget = BUDGET;

  /** What it handles, if it does. */
  Optional<NewSecretMessage> message = Optional.empty();

  Optional<SecretExpiryMessage> ending = Optional.empty();

  /** The version of the secret that was read last. */
  long lastSeen;

  Ports(World world, Disturbance faults, String name, boolean withRefreshToken) {
    ModelStore store = world.store;
    this.world = world;
    this.faults = faults;
    this.by = new Invocation(name, world.clock.instant());
    read =
        deadline -> {
          VaultState state = call(Port.READ_STORE, () -> store.read(withRefreshToken));
          lastSeen = state.secretVersion();
          return state;
        };
    write = (secret, deadline) -> call(Port.WRITE_SECRET, () -> write(secret));
    at = (version, deadline) -> call(Port.READ_SECRET_VERSION, () -> store.seen(version));
    firstStored = (secret, deadline) -> call(Port.FIRST_STORED, () -> store.firstStoredAt(secret));
    recordAt = (version, deadline) -> call(Port.READ_RECORD_VERSION, () -> store.recordAt(version));
    put = (draft, deadline) -> put(draft);
    tokens = world.amazon.tokens(faults, by);
    spApi = world.amazon.spApi(faults, by, world.oracle);
    claims = world.claims.of(world.app, faults, by);
    notices =
        (notice, deadline) ->
            call(
                Port.NOTICE,
                () -> {
                  world.oracle.beforeNotice(notice);
                  world.trace.line("notice", notice.subject());
                  world.tally.count("notices");
                  if (!notice.subject().contains("is stored")) {
                    world.trouble.run();
                  }
                  return true;
                });
    events =
        (event, deadline) ->
            call(
                Port.EVENT,
                () -> {
                  world.tally.count("events");
                  world.oracle.storing.announced(event);
                  return true;
                });
  }

  <T> T call(Port port, Supplier<T> effect) {
    return faults.call(by, port, effect);
  }

  private long write(Secret secret) {
    world.oracle.storing.beforeWrite(secret, by);
    if (world.chance.happens(Unkindness.WRITE_DAMAGED, 0.01)) {
      // It counts as too new to work for a while.
      world.oracle.ends.excuse(Duration.ofHours(8));
      return world.store.writeSecret(Secret.of(secret.reveal() + "-damaged"), false);
    }
    return world.store.writeSecret(secret, false);
  }

  private long put(RecordDraft draft) {
    Instant mark = draft.record().requestedAt();
    if (mark != null && by.name().equals("rotate") && !mark.isBefore(by.startedAt())) {
      Duration left = Duration.between(world.clock.instant(), by.startedAt().plus(BUDGET));
      world.oracle.rotating.beforeMark(mark, left);
    }
    return call(
        Port.WRITE_RECORD,
        () ->
            world.store.writeRecord(
                new StoredRecord.Present(draft.record()), draft.follows(), draft.notes()));
  }

  /** Changes what is seen when secret and record are read. */
  void seen(UnaryOperator<VaultState> change) {
    Function<Deadline, VaultState> real = read;
    read = deadline -> change.apply(real.apply(deadline));
  }

  /** Changes what is seen of the newest entry of the record. */
  void newest(UnaryOperator<RecordEntry> change) {
    seen(state -> with(state, change.apply(state.newest())));
  }

  static VaultState with(VaultState s, RecordEntry entry) {
    return new VaultState(
        s.clientId(),
        s.secret(),
        s.refreshToken(),
        s.secretVersion(),
        s.secretLastModified(),
        entry,
        s.readAt());
  }

  void write(UnaryOperator<Call<Secret, Long>> around) {
    write = around.apply(write);
  }

  void at(UnaryOperator<Call<Long, Optional<Secret>>> around) {
    at = around.apply(at);
  }

  void recordAt(UnaryOperator<Call<Long, RecordEntry>> around) {
    recordAt = around.apply(recordAt);
  }

  void put(UnaryOperator<Call<RecordDraft, Long>> around) {
    put = around.apply(put);
  }

  void tokens(UnaryOperator<TokenEndpoint> around) {
    tokens = around.apply(tokens);
  }

  void spApi(UnaryOperator<SpApi> around) {
    spApi = around.apply(spApi);
  }

  Deadline deadline() {
    return Deadline.in(budget, world.clock);
  }

  SecretTrial trial() {
    return new SecretTrial(tokens, spApi);
  }

  SecretVault vault() {
    return new SecretVault() {
      @Override
      public VaultState read(Deadline deadline) {
        return read.apply(deadline);
      }

      @Override
      public long write(Secret secret, Deadline deadline) {
        return write.of(secret, deadline);
      }

      @Override
      public Optional<Secret> at(long version, Deadline deadline) {
        return at.of(version, deadline);
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        return firstStored.of(secret, deadline);
      }
    };
  }

  RotationRecords records() {
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return recordAt.of(version, deadline);
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        return put.of(draft, deadline);
      }
    };
  }
}
