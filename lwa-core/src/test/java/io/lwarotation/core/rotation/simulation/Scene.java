package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.ForeseeRotation;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The simulation's models without chance: one thing happens at a time, as a test says. */
final class Scene {
  static final ParameterNames NAMES = Stack.NAMES;
  static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-secret";

  /** Nothing unkind happens by itself. */
  private static final Chance QUIET =
      new Chance() {
        @Override
        public boolean happens(Unkindness what, double probability) {
          return false;
        }

        @Override
        public int below(int bound) {
          return 0;
        }
      };

  final SimulatedClock clock = new SimulatedClock();
  final Turns turns = new Turns(new SplittableRandom(1));
  final Faults faults = new Faults(new SplittableRandom(1), clock, turns);
  final ModelAmazon amazon = new ModelAmazon(clock, QUIET);
  final ModelStore store = new ModelStore(clock, QUIET, amazon.clientId, Secret.of("Atzr|EXAMPLE"));
  final Oracle oracle = new Oracle(clock, amazon, store);
  final List<Notice> notices = new ArrayList<>();
  final List<ClientSecretRotated> events = new ArrayList<>();
  final List<ModelAmazon.Made> rotated = new ArrayList<>();
  UnaryOperator<SpApi> spApi = UnaryOperator.identity();
  UnaryOperator<TokenEndpoint> tokens = UnaryOperator.identity();

  /** Login with Amazon as it is, but that it does not know this secret. */
  static UnaryOperator<TokenEndpoint> refusing(Secret secret) {
    return real ->
        (grant, deadline) -> {
          if (grant.clientSecret().equals(secret)) {
            throw Fakes.lwa(401, Refusal.INVALID_CLIENT);
          }
          return real.exchange(grant, deadline);
        };
  }

  UnaryOperator<SecretVault> vault = UnaryOperator.identity();
  boolean queueReady = true;
  int races;
  Claim claim = new Claim.Ours();

  Scene() {
    store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
    store.writeSecret(amazon.initial().secret, true);
    days(1);
    faults.active(true);
  }

  void days(long days) {
    clock.advance(Duration.ofDays(days));
  }

  /** A rotation whose secret is known at once everywhere from an hour later on. */
  NewSecretMessage rotateInConsole() {
    NewSecretMessage message = amazon.message(amazon.rotate(false));
    clock.advance(Duration.ofHours(1));
    return message;
  }

  AcceptOutcome accept(NewSecretMessage message) {
    Invocation by = new Invocation("accept", clock.instant());
    return new AcceptNewSecret(
            NAMES,
            new RotationPolicy(RotationSettings.STANDARD),
            vault.apply(store.ports(faults, by, oracle).vault(true)),
            store.ports(faults, by, oracle).records(),
            trial(by),
            (event, deadline) -> faults.aws(by, () -> events.add(event)),
            (notice, deadline) -> faults.aws(by, () -> notices.add(notice)))
        .run(message, Deadline.in(Duration.ofSeconds(50), clock));
  }

  ExpiryOutcome heed(SecretExpiryMessage message) {
    Invocation by = new Invocation("heed", clock.instant());
    return new HeedExpiryMessage(
            NAMES.app(),
            store.ports(faults, by, oracle).vault(false),
            records(by),
            (notice, deadline) -> faults.aws(by, () -> notices.add(notice)))
        .run(message, Deadline.in(Duration.ofSeconds(50), clock));
  }

  /** The record, with somebody else who is faster at writing it as often as {@link #races} says. */
  private RotationRecords records(Invocation by) {
    RotationRecords real = store.ports(faults, by, oracle).records();
    return new RotationRecords() {
      @Override
      public RecordEntry at(long version, Deadline deadline) {
        return real.at(version, deadline);
      }

      @Override
      public long put(RecordDraft draft, Deadline deadline) {
        if (races > 0) {
          races--;
          RecordEntry e = store.truth();
          store.writeRecord(e.record(), store.topRecord().version(), e.notes());
        }
        return real.put(draft, deadline);
      }
    };
  }

  RotateOutcome rotate() {
    return useCase().run(Deadline.in(Duration.ofSeconds(50), clock));
  }

  RotateOutcome rotateNow() {
    return useCase().runNow(Deadline.in(Duration.ofSeconds(50), clock));
  }

  RotationDecision foresee() {
    Invocation by = new Invocation("status", clock.instant());
    return new ForeseeRotation(
            new RotationPolicy(RotationSettings.STANDARD),
            store.ports(faults, by, oracle).vault(false),
            records(by))
        .run(Deadline.in(Duration.ofSeconds(50), clock))
        .decision();
  }

  private SecretTrial trial(Invocation by) {
    return new SecretTrial(
        tokens.apply(amazon.tokens(faults, by)),
        spApi.apply(amazon.spApi(faults, by, oracle, rotated::add)));
  }

  private RotateSecret useCase() {
    Invocation by = new Invocation("rotate", clock.instant());
    return new RotateSecret(
        NAMES.app(),
        new RotationPolicy(RotationSettings.STANDARD),
        vault.apply(store.ports(faults, by, oracle).vault(false)),
        records(by),
        (client, deadline) -> claim,
        deadline ->
            Optional.of(
                new QueueDescription(
                    QUEUE, queueReady ? ADMITS : AccessPolicy.NONE, new Encryption.BySqs())),
        trial(by),
        (notice, deadline) -> faults.aws(by, () -> notices.add(notice)));
  }

  private static final AccessPolicy ADMITS =
      new AccessPolicy(
          List.of(
              new AccessPolicy.Grant(
                  List.of("437568002678"), List.of("sqs:SendMessage"), List.of(QUEUE))),
          false);

  Optional<RotationRecord> record() {
    return store.topRecord().record() instanceof StoredRecord.Present(RotationRecord record)
        ? Optional.of(record)
        : Optional.empty();
  }
}
