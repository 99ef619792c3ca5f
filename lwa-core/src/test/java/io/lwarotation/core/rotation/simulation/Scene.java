package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Grant;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredRecord;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  Ports.Around<SpApiRequest, SpApiAnswer> spApi = (_, real) -> real.get();
  Ports.Around<Grant, AccessToken> tokens = (_, real) -> real.get();
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

  /** Requests to rotate, or all others, fail from now on. */
  void failRequests(boolean toRotate, Supplier<AmazonException> failure) {
    spApi =
        (request, real) -> {
          if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET) == toRotate) {
            throw failure.get();
          }
          return real.get();
        };
  }

  /** LWA gives no tokens of some kind from now on. */
  void failTokens(Predicate<Grant> which, AmazonException failure) {
    tokens =
        (grant, real) -> {
          if (which.test(grant)) {
            throw failure;
          }
          return real.get();
        };
  }

  static boolean isOfARotation(Grant grant) {
    return grant instanceof Grant.Grantless(_, _, Grant.Scope scope)
        && scope == Grant.Scope.CLIENT_CREDENTIAL_ROTATION;
  }

  /** Checks which kind of outcome it is; of one that waits, what for. */
  static void expect(String kind, Object outcome) {
    Object shown =
        outcome instanceof RotateOutcome.Waited(RotationDecision decision) ? decision : outcome;
    assertEquals(kind, shown.getClass().getSimpleName(), outcome::toString);
  }

  /** Amazon says that the secret in use ends then. */
  SecretExpiryMessage ending(String reason, Instant end, @Nullable Instant sentAt) {
    return new SecretExpiryMessage(amazon.clientId, end, reason, sentAt);
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
    RotationPolicy policy = new RotationPolicy(ports.settings);
    return new ForeseeRotation(policy, ports.vault(), ports.records())
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
        (_, real) -> {
          if (races > 0) { // somebody else is faster at writing it
            races--;
            RecordEntry e = store.truth();
            store.writeRecord(e.record(), store.topRecord().version(), e.notes());
          }
          return real.get();
        });
    return ports;
  }

  long write(long secretVersion) {
    return write(secretVersion, RecordNotes.NONE);
  }

  /** An entry of the record that counts, without Amazon's dates. */
  long write(long secretVersion, RecordNotes notes) {
    Instant end = clock.instant().plus(SecretExpiry.LIFETIME);
    RotationRecord record = RotationRecord.of(secretVersion, end);
    return store.writeRecord(new StoredRecord.Present(record), store.topRecord().version(), notes);
  }

  /** The newest entry. */
  RotationRecord record() {
    return store.topRecord().record() instanceof StoredRecord.Present(RotationRecord record)
        ? record
        : RotationRecord.of(1, Instant.MAX);
  }
}
