package io.lwarotation.cli.rotate;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Waits until a new version of the secret is stored with its record. Decrypts nothing. */
record NewSecretWatch(SsmClient ssm, ParameterNames names, Duration every) {
  /** What the secret's parameter and the record say, without a value. */
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

  /**
   * Waits.
   *
   * @param before the version that was stored before
   * @param limit how long at most
   * @param progress is told how long it has waited
   * @return empty if the time was over first
   */
  Optional<Seen> await(long before, Duration limit, Consumer<Duration> progress) {
    long start = System.nanoTime();
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      Seen seen = look();
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (seen.version() > before && seen.isComplete()) {
        return Optional.of(seen);
      }
      if (waited.compareTo(limit) >= 0) {
        return seen.version() > before ? Optional.of(seen) : Optional.empty();
      }
      progress.accept(waited);
      Duration left = limit.minus(waited);
      try {
        if (never.await(
            Math.min(every.toMillis(), Math.max(1, left.toMillis())), TimeUnit.MILLISECONDS)) {
          return Optional.empty();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
