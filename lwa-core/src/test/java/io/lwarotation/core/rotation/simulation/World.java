package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Secret;

/** One application's world: Amazon, AWS and what watches over them. */
final class World {
  private static final Secret REFRESH_TOKEN = Secret.of("Atzr|EXAMPLE");

  final String app;
  final SimulatedClock clock;
  final Chance chance;
  final Tally tally;
  final Sabotage sabotage;
  final ModelAmazon amazon;
  final ModelStore store;
  final ModelQueue queue = new ModelQueue();
  final ModelClaims claims;
  final Oracle oracle;
  final Trace trace;

  private final Mutant mutant;

  /** Whether the queue for new secrets lets Amazon in. */
  boolean queueReady = true;

  World(Chance chance, Mutant mutant, Tally tally, Trace trace) {
    this.app = Stack.NAMES.app();
    this.clock = new SimulatedClock();
    this.chance = chance;
    this.mutant = mutant;
    this.tally = tally;
    this.trace = trace;
    this.sabotage = mutant.sabotage();
    this.amazon = new ModelAmazon(clock, chance);
    this.claims = new ModelClaims(clock, chance);
    this.store = new ModelStore(clock, chance, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(clock, amazon, store);
  }

  private World(String app, World other) {
    this.app = app;
    this.clock = other.clock;
    this.chance = other.chance;
    this.mutant = other.mutant;
    this.tally = other.tally;
    this.trace = (what, detail) -> other.trace.line(app, what + " " + detail);
    this.sabotage = mutant.sabotage();
    this.amazon = other.amazon;
    this.claims = other.claims;
    this.store = new ModelStore(clock, chance, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(clock, amazon, store);
  }

  /** The world of another stack of the same client, with parameters of its own. */
  World neighbour(String app) {
    return new World(app, this);
  }

  /** Says what happened to whoever wants to read it. */
  interface Trace {
    Trace NONE = (what, detail) -> {};

    void line(String what, Object detail);
  }
}
