package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.time.Instant;

/** The models as they are, for those who check what the core made of them. */
abstract class Truth {
  final SimulatedClock clock;
  final ModelAmazon amazon;
  final ModelStore store;

  Truth(SimulatedClock clock, ModelAmazon amazon, ModelStore store) {
    this.clock = clock;
    this.amazon = amazon;
    this.store = store;
  }

  boolean isVersionOf(long version, ModelAmazon.Made made) {
    return store.secretAt(version).map(amazon::find).filter(found -> found == made).isPresent();
  }

  boolean isStoring(Instant now) {
    Instant storingUntil = store.merged().storingUntil();
    return storingUntil != null && now.isBefore(storingUntil);
  }

  static Instant plus(Instant at, Duration by) {
    return at.equals(Instant.MIN) ? at : at.plus(by);
  }
}
