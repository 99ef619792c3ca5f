package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.io.PrintStream;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One application's world: Amazon, AWS and what watches over them. */
final class World {
  private static final Secret REFRESH_TOKEN = Secret.of("Atzr|EXAMPLE");

  final String app;
  final SimulatedClock clock;
  final Chance chance;
  final Mutant mutant;
  final Tally tally;
  final ModelAmazon amazon;
  final ModelClaims claims;
  final ModelStore store;
  final ModelQueue queue = new ModelQueue();
  final Oracle oracle;
  Trace trace = (what, detail) -> {};
  Disturbance faults = Disturbance.NONE;

  /** People hear of something that is not well. */
  Runnable trouble = () -> {};

  /** Whether the queue for new secrets lets Amazon in, and whether a function sees that it does. */
  boolean queueReady = true;

  BooleanSupplier queueSeenReady = () -> true;

  World(Chance chance, Mutant mutant, Tally tally) {
    this.app = Stack.NAMES.app();
    this.clock = new SimulatedClock();
    this.chance = chance;
    this.mutant = mutant;
    this.tally = tally;
    this.amazon = new ModelAmazon(clock, chance);
    this.claims = new ModelClaims(clock, chance);
    this.store = new ModelStore(clock, chance, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(amazon, store);
  }

  private World(String app, World other) {
    this.app = app;
    this.clock = other.clock;
    this.chance = other.chance;
    this.mutant = other.mutant;
    this.tally = other.tally;
    this.amazon = other.amazon;
    this.claims = other.claims;
    this.faults = other.faults;
    this.store = new ModelStore(clock, chance, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(amazon, store);
    this.trace = (what, detail) -> other.trace.line(app, what + " " + detail);
  }

  Instant now() {
    return clock.instant();
  }

  /** The newest secret that Amazon made. */
  Made newest() {
    return amazon.newest();
  }

  /** The secret that is stored; null if it is unfit to be sent. */
  @Nullable Secret stored() {
    return store.top().secret();
  }

  /** The world of another stack of the same client, with parameters of its own. */
  World neighbour(String app) {
    return new World(app, this);
  }

  /** Tells what happens, a line each, if somebody wants to read it. */
  World telling(@Nullable PrintStream out, Supplier<String> more) {
    if (out != null) {
      trace =
          (what, detail) ->
              out.printf("day %9.4f  %-10s %s%s%n", clock.day(), what, detail, more.get());
    }
    return this;
  }

  /** What is stored, beside what Amazon has made. */
  String secrets() {
    return "; stored %s, newest %d, record %s"
        .formatted(describe(stored()), amazon.newest().index, store.topRecord());
  }

  private String describe(@Nullable Secret secret) {
    Made made = amazon.find(secret);
    return made == null ? "bad" : made.index + (made.works(now()) ? "" : " (dead)");
  }

  /** Says what happened to whoever wants to read it. */
  interface Trace {
    void line(String what, Object detail);
  }
}
