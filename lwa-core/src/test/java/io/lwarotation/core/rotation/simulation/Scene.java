package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.ForeseeRotation;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The simulation's models without chance: one thing happens at a time, as a test says. */
final class Scene {
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

  private final World world = new World(QUIET, Mutant.NONE, new Tally());
  final SimulatedClock clock = world.clock;
  final ModelAmazon amazon = world.amazon;
  final ModelStore store = world.store;
  final Faults faults =
      new Faults(new SplittableRandom(1), clock, new Turns(new SplittableRandom(1)));
  final List<Notice> notices = new ArrayList<>();
  final List<ClientSecretRotated> events = new ArrayList<>();
  final List<ModelAmazon.Made> rotated = new ArrayList<>();
  UnaryOperator<SpApi> spApi = UnaryOperator.identity();
  UnaryOperator<TokenEndpoint> tokens = UnaryOperator.identity();
  boolean queueReady = true;
  int races;
  Claim claim = new Claim.Ours();

  Scene() {
    amazon.sent = rotated::add;
    store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
    store.writeSecret(amazon.initial().secret, true);
    days(1);
    faults.active(true);
  }

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

  /** SP-API as it is, but that some requests fail. */
  static UnaryOperator<SpApi> failing(
      Predicate<SpApiRequest> which, Supplier<AmazonException> failure) {
    return real ->
        (request, token, deadline) -> {
          if (which.test(request)) {
            throw failure.get();
          }
          return real.send(request, token, deadline);
        };
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
    Ports ports = ports("accept");
    ports.message = Optional.of(message);
    return Functions.accept(ports);
  }

  ExpiryOutcome heed(SecretExpiryMessage message) {
    Ports ports = ports("heed");
    ports.ending = Optional.of(message);
    return Functions.heed(ports);
  }

  RotateOutcome rotate() {
    return Functions.rotate(ports("rotate"), queueReady, false);
  }

  RotateOutcome rotateNow() {
    return Functions.rotate(ports("rotate"), queueReady, true);
  }

  RotationDecision foresee() {
    Ports ports = ports("status");
    return new ForeseeRotation(new RotationPolicy(ports.settings), ports.vault(), ports.records())
        .run(ports.deadline())
        .decision();
  }

  private Ports ports(String name) {
    Ports ports = new Ports(world, faults, name, name.equals("accept"));
    ports.tokens(tokens);
    ports.spApi(spApi);
    ports.claims = (_, _) -> claim;
    ports.events = (event, _) -> ports.call(Port.EVENT, () -> events.add(event));
    ports.notices = (notice, _) -> ports.call(Port.NOTICE, () -> notices.add(notice));
    ports.put(
        real ->
            (draft, deadline) -> {
              if (races > 0) { // somebody else is faster at writing it
                races--;
                RecordEntry e = store.truth();
                store.writeRecord(e.record(), store.topRecord().version(), e.notes());
              }
              return real.of(draft, deadline);
            });
    return ports;
  }

  Optional<RotationRecord> record() {
    return store.topRecord().record() instanceof StoredRecord.Present(RotationRecord record)
        ? Optional.of(record)
        : Optional.empty();
  }
}
