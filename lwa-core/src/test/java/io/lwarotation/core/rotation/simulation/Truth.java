package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The models as they are, for those who check what the core made of them. */
abstract class Truth {
  final SimulatedClock clock;
  final ModelAmazon amazon;
  final ModelStore store;

  Truth(ModelAmazon amazon, ModelStore store) {
    this.clock = store.clock;
    this.amazon = amazon;
    this.store = store;
  }

  /** What counts of the record. */
  Optional<RotationRecord> record() {
    return present(store.merged());
  }

  /** What the entries since then say of a secret, those that count or did. */
  Stream<RotationRecord> recordsOf(Made made, Instant since) {
    return store
        .wonEntries()
        .filter(entry -> !entry.writtenAt().isBefore(since))
        .flatMap(entry -> present(entry).stream())
        .filter(record -> isVersionOf(record.secretVersion(), made));
  }

  private static Optional<RotationRecord> present(RecordEntry entry) {
    return entry.record() instanceof StoredRecord.Present(RotationRecord record)
        ? Optional.of(record)
        : Optional.empty();
  }

  boolean isVersionOf(long version, Made made) {
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
