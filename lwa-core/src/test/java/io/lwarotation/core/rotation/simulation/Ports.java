package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
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

  /** What happens instead of a call, or around it. */
  interface Around<A, R> {
    R of(A argument, Supplier<R> real);
  }

  final World world;
  final Invocation by;
  private final Disturbance faults;
  Supplier<VaultState> read;
  Function<Secret, Long> write;
  Function<Long, Optional<Secret>> at;
  Function<Secret, Optional<Instant>> firstStored;
  Function<Long, RecordEntry> recordAt;
  Function<RecordDraft, Long> put;
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
    this.by = new Invocation(name, world.now());
    read =
        () -> {
          VaultState state = call(Port.READ_STORE, () -> store.read(withRefreshToken));
          lastSeen = state.secretVersion();
          return state;
        };
    write = secret -> call(Port.WRITE_SECRET, () -> writeSecret(secret));
    at = version -> call(Port.READ_SECRET_VERSION, () -> store.seen(version));
    firstStored = secret -> call(Port.FIRST_STORED, () -> store.firstStoredAt(secret));
    recordAt = version -> call(Port.READ_RECORD_VERSION, () -> store.recordAt(version));
    put = this::writeRecord;
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

  private long writeSecret(Secret secret) {
    world.oracle.storing.beforeWrite(secret, by);
    if (world.chance.happens(Unkindness.WRITE_DAMAGED, 0.01)) {
      // It counts as too new to work for a while.
      world.oracle.ends.excuse(Duration.ofHours(8));
      return world.store.writeSecret(Secret.of(secret.reveal() + "-damaged"), false);
    }
    return world.store.writeSecret(secret, false);
  }

  private long writeRecord(RecordDraft draft) {
    Instant mark = draft.record().requestedAt();
    if (mark != null && by.name().equals("rotate") && !mark.isBefore(by.startedAt())) {
      Duration left = Duration.between(world.now(), by.startedAt().plus(BUDGET));
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
    Supplier<VaultState> real = read;
    read = () -> change.apply(real.get());
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

  void write(Around<Secret, Long> around) {
    write = around(write, around);
  }

  void at(Around<Long, Optional<Secret>> around) {
    at = around(at, around);
  }

  void recordAt(Around<Long, RecordEntry> around) {
    recordAt = around(recordAt, around);
  }

  void put(Around<RecordDraft, Long> around) {
    put = around(put, around);
  }

  private static <A, R> Function<A, R> around(Function<A, R> real, Around<A, R> around) {
    return argument -> around.of(argument, () -> real.apply(argument));
  }

  void tokens(Around<Grant, AccessToken> around) {
    TokenEndpoint real = tokens;
    tokens = (grant, deadline) -> around.of(grant, () -> real.exchange(grant, deadline));
  }

  void spApi(Around<SpApiRequest, SpApiAnswer> around) {
    SpApi real = spApi;
    spApi =
        (request, token, deadline) -> around.of(request, () -> real.send(request, token, deadline));
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
        return read.get();
      }

      @Override
      public long write(Secret secret, Deadline deadline) {
        return write.apply(secret);
      }

      @Override
      public Optional<Secret> at(long version, Deadline deadline) {
        return at.apply(version);
      }

      @Override
      public Optional<Instant> firstStored(Secret secret, Deadline deadline) {
        return firstStored.apply(secret);
      }
    };
  }

  RotationRecords records() {
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return recordAt.apply(version);
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        return put.apply(draft);
      }
    };
  }
}
