package io.lwarotation.cli.rotate;

import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Waits until a new version of the secret is stored with its record. Decrypts nothing. */
record NewSecretWatch(SsmClient ssm, ParameterNames names) {
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(30);

  record Seen(long version, Optional<RotationRecord> record) {
    /** Whether the record speaks of the stored version. */
    boolean isComplete() {
      return record.filter(one -> one.secretVersion() == version).isPresent();
    }
  }

  Seen look() {
    long version = 0;
    Optional<RotationRecord> record = Optional.empty();
    for (Parameter parameter :
        ssm.getParameters(request -> request.names(names.clientSecret(), names.rotationRecord()))
            .parameters()) {
      if (parameter.name().equals(names.clientSecret())) {
        version = parameter.version();
      } else if (RotationRecordJson.readNewest(parameter.value(), parameter.version())
          instanceof StoredRecord.Present(RotationRecord present)) {
        record = Optional.of(present);
      }
    }
    return new Seen(version, record);
  }

  /** Waits for a version after this one; empty if the time was over first. */
  Optional<Seen> await(long before, Duration limit, Consumer<String> progress)
      throws InterruptedException {
    long start = System.nanoTime();
    Duration next = TOLD_EVERY;
    while (true) {
      Optional<Seen> seen = Optional.of(look()).filter(one -> one.version() > before);
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      Duration left = limit.minus(waited);
      if (seen.filter(Seen::isComplete).isPresent() || !left.isPositive()) {
        return seen;
      }
      if (waited.compareTo(next) >= 0) {
        progress.accept("… %d:%02d".formatted(waited.toMinutes(), waited.toSecondsPart()));
        next = next.plus(TOLD_EVERY);
      }
      Pause.SLEEP.pause(left.compareTo(EVERY) < 0 ? left : EVERY);
    }
  }
}
