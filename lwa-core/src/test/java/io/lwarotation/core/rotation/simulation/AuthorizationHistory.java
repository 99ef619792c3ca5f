package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.notice.SweepNotices;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import io.lwarotation.core.rotation.simulation.ModelSellers.Seller;
import io.lwarotation.core.sweep.StoreAuthorization;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepAuthorizations;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import io.lwarotation.core.sweep.SweepSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One history of 240 days of a client with several authorizations: they come and go, are revoked,
 * end after a year and are stored under the wrong region, while the secret rotates. The small world
 * beside {@link History}; here Amazon's messages arrive and nobody edits the record.
 */
final class AuthorizationHistory implements Seeds.Played {
  private static final int DAYS = 240;

  private final SplittableRandom random;
  private final World world;
  private final Functions functions;
  private final ModelSellers sellers;
  private final AuthorizationStore store;
  private final AuthorizationOracle oracle;
  private final AuthorizationCalls calls;
  private int names;

  AuthorizationHistory(long seed, Mutant mutant, Tally tally, @Nullable PrintStream out) {
    this.random = new SplittableRandom(seed);
    this.world = new World(new Chance.Seeded(random), mutant, tally).telling(out, () -> "");
    world.amazon.sent = this::sent;
    this.functions = new Functions(world);
    this.sellers = new ModelSellers(world, random);
    this.store = new AuthorizationStore(world);
    this.oracle = new AuthorizationOracle(world, sellers, store);
    this.calls = new AuthorizationCalls(world, sellers, store, oracle);
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public void run() {
    world.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
    world.store.writeSecret(world.amazon.initial().secret, true);
    for (int i = 3 + random.nextInt(6); i > 0; i--) {
      onboard();
    }
    for (int hour = 1; hour <= DAYS * 24; hour++) {
      world.clock.advanceTo(SimulatedClock.START.plus(Duration.ofHours(hour)));
      if (hour % 6 == 0) {
        rotate();
      }
      List.copyOf(world.queue.waiting).forEach(this::deliver);
      if (hour % 24 == 6 && random.nextInt(30) > 0) {
        sweep();
      }
      if (random.nextInt(8) == 0) {
        callSome();
      }
      if (random.nextInt(24 * 8) == 0) {
        somethingHappens();
      }
      if (random.nextInt(24 * 3) == 0) {
        someoneActs();
      }
    }
    world.tally.count("histories");
    world.tally.add("new secrets", world.amazon.secrets().size() - 1L);
  }

  /** One run of the schedule; where it cannot rotate, somebody does it in the console. */
  private void rotate() {
    if (functions.rotate(false) instanceof RotateOutcome.Blocked && random.nextInt(8) == 0) {
      sent(world.amazon.rotate(false));
    }
  }

  private void sent(ModelAmazon.Made made) {
    Message message = world.queue.send(world.amazon.message(made), world.now());
    message.visibleAt = world.now().plus(Duration.ofHours(random.nextInt(24)));
  }

  private void deliver(Message message) {
    if (!world.now().isBefore(message.visibleAt)) {
      functions.accept(message);
    }
  }

  private void somethingHappens() {
    if (random.nextInt(8) == 0) {
      world.trace.line("rotate", "now: " + functions.rotate(true));
      return;
    }
    if (store.stored().isEmpty() || random.nextInt(4) == 0) {
      onboard();
      return;
    }
    StoredAuthorization one = any();
    Seller seller = one.token().map(sellers::of).orElse(null);
    world.trace.line("happens", one.authorization());
    if (seller == null || random.nextInt(6) == 0) {
      store.spoil(one.authorization());
    } else if (random.nextBoolean()) {
      seller.busyUntil = world.now().plus(Duration.ofHours(random.nextInt(60)));
    } else {
      seller.endsAt = world.now();
    }
  }

  /** A program stores the token of a new seller, now and then under the wrong region. */
  private void onboard() {
    Instant now = world.now();
    Instant at = now.minus(Duration.ofDays(random.nextInt(364)));
    SpApiRegion region = anyRegion();
    Authorization name =
        new Authorization(random.nextInt(4) == 0 ? anyRegion() : region, "s" + names++);
    store.write(name, sellers.authorize(region, at).refreshToken, deadline(50));
    store.writeAuthorized(name, LocalDate.ofInstant(at, ZoneOffset.UTC), deadline(50));
    world.trace.line("stored", name + ", of a seller of " + region);
  }

  /** Somebody mends one that needs it, forgets it, or stores what is stored already. */
  private void someoneActs() {
    if (store.stored().isEmpty()) {
      return;
    }
    StoredAuthorization one = any();
    Authorization name = one.authorization();
    switch (oracle.troubleOf(one)) {
      case NONE -> put(name, one.token().orElseThrow(), Optional.empty());
      case WRONG_REGION -> {
        store.delete(name, deadline(50));
        Seller seller = one.token().map(sellers::of).orElseThrow();
        put(
            new Authorization(seller.region, name.name()),
            seller.refreshToken,
            Optional.of(one.since()));
      }
      case OVER, UNUSABLE -> {
        if (random.nextInt(4) == 0) {
          store.delete(name, deadline(50));
        } else {
          Seller again = sellers.authorize(name.region(), world.now());
          put(name, again.refreshToken, Optional.empty());
        }
      }
    }
  }

  /** As {@code lwa put --authorization} does it. */
  private void put(Authorization name, Secret token, Optional<LocalDate> authorized) {
    CredentialStore client = _ -> world.store.credentials();
    StoreAuthorization.Request request =
        new StoreAuthorization.Request(name, token, authorized, false, false);
    Object outcome =
        new StoreAuthorization(store, calls.trial(_ -> client), world.clock)
            .run(request, deadline(50));
    world.trace.line("put", name + ": " + outcome);
  }

  /** One of them, others, and the first again. */
  private void callSome() {
    if (!store.stored().isEmpty()) {
      if (random.nextInt(6) == 0) {
        calls.coldStart();
      }
      List<StoredAuthorization> others =
          IntStream.range(0, random.nextInt(4)).mapToObj(_ -> any()).toList();
      calls.around(any(), others);
    }
  }

  /** One sweep, in as many runs of the function as it takes. */
  private void sweep() {
    sellers.lwaIsBusyFor = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    oracle.sweepBegins();
    Result result;
    int runs = 0;
    do {
      store.losesState = random.nextInt(40) == 0;
      try {
        result = useCase().run(deadline(60 + random.nextInt(60)));
      } catch (StoreException e) {
        oracle.stateWasLost();
        result = null;
      }
      if (++runs > 30) {
        throw new Violation("A3", "a sweep does not come to its end");
      }
    } while (result == null || result instanceof Result.GoesOn);
    sellers.lwaIsBusyFor = 0;
    store.losesState = false;
    world.trace.line("sweep", result);
    world.tally.count(result.getClass().getSimpleName());
    world.tally.add("runs of the sweep", runs);
    switch (result) {
      case Result.ClientFails(DiagnosedException failure) -> oracle.clientFails(failure);
      case Result.Done(long total, _, _, _, _) -> oracle.sweepEnds(total);
      case Result.GoesOn _ -> throw new IllegalStateException("it went on");
    }
  }

  private SweepAuthorizations useCase() {
    // One at once: the same seed gives the same history.
    boolean years = sellers.endAfterAYear && world.mutant != Mutant.COUNTS_NO_YEARS;
    return new SweepAuthorizations(
        new SweepSettings(years, 1),
        store,
        _ -> Optional.empty(),
        calls.trial(store::of),
        store,
        (notice, _) -> {
          if (world.mutant != Mutant.SENDS_NO_DIGEST) {
            world.tally.count("notices");
            world.trace.line("digest", notice.text());
            oracle.digest(notice);
          }
        },
        new SweepNotices(world.app, Place.UNKNOWN),
        oracle,
        world.clock,
        world.clock::advance);
  }

  private StoredAuthorization any() {
    List<StoredAuthorization> all = List.copyOf(store.stored().values());
    return all.get(random.nextInt(all.size()));
  }

  private SpApiRegion anyRegion() {
    List<SpApiRegion> all = List.of(SpApiRegion.values());
    return all.get(random.nextInt(all.size()));
  }

  private Deadline deadline(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), world.clock);
  }
}
