package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Secret;

/** One application's world: Amazon, AWS and what watches over them. */
final class World {
  private static final Secret REFRESH_TOKEN = Secret.of("Atzr|EXAMPLE");

  final SimulatedClock clock = new SimulatedClock();
  final Chance chance;
  final Tally tally;
  final Sabotage sabotage;
  final ModelAmazon amazon;
  final ModelStore store;
  final ModelQueue queue = new ModelQueue();
  final Oracle oracle;
  final Trace trace;

  /** Whether the queue for new secrets lets Amazon in. */
  boolean queueReady = true;

  World(Chance chance, Mutant mutant, Tally tally, Trace trace) {
    this.chance = chance;
    this.tally = tally;
    this.trace = trace;
    this.sabotage = mutant.sabotage();
    this.amazon = new ModelAmazon(clock, chance);
    this.store = new ModelStore(clock, chance, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(clock, amazon, store);
  }

  /** Says what happened to whoever wants to read it. */
  interface Trace {
    Trace NONE = (what, detail) -> {};

    void line(String what, Object detail);
  }
}
