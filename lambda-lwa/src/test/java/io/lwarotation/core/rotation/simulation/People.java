package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Those who store secrets by hand, break things and repair them when they hear of trouble. */
final class People {
  private static final Duration LONGEST_BETWEEN_CALLS = Duration.ofHours(28);

  private final SimulatedClock clock;
  private final RandomGenerator random;
  private final ModelStore store;
  private final ModelAmazon amazon;
  private final Oracle oracle;

  /** How long people take, at most, from hearing of trouble to acting. */
  final Duration slowest;

  /** When somebody last made the record unreadable. */
  Instant scribbledAt = Instant.MIN;

  People(World world, RandomGenerator random) {
    this.clock = world.clock;
    this.random = random;
    this.store = world.store;
    this.amazon = world.amazon;
    this.oracle = world.oracle;
    this.slowest = Duration.ofHours(random.nextInt(8) == 0 ? 12 * 24 : 60);
  }

  Duration delay() {
    return Duration.ofMinutes(60 + random.nextInt((int) slowest.toMinutes() - 60));
  }

  /**
   * How long an error of a person may last: a grace later calls fail, the next call shows it, and
   * somebody hears of it and acts.
   */
  Duration longestTrouble() {
    return ModelAmazon.GRACE.multipliedBy(2).plus(LONGEST_BETWEEN_CALLS).plus(slowest);
  }

  /** Whether somebody who hears of a message that did not come may act only after the grace. */
  boolean mayMissTheGrace() {
    return slowest.plus(Duration.ofDays(3)).compareTo(ModelAmazon.GRACE) > 0;
  }

  /**
   * What is done while a new secret is awaited can keep people from hearing that it does not come.
   */
  void excuseIfOneIsAwaited() {
    ModelAmazon.Made newest = amazon.newest();
    if (newest.asked && store.firstVersionOf(newest.secret).isEmpty()) {
      oracle.excuse(longestTrouble());
    }
  }

  /** Stores a secret with the command, or past it. */
  void store(Secret secret) {
    if (random.nextBoolean()) {
      paste(secret);
    } else {
      put(secret);
    }
  }

  /** Stores a secret with the AWS CLI or in the AWS console: the record stays as it is. */
  void paste(@Nullable Secret secret) {
    store.writeSecret(secret, true);
  }

  /**
   * Stores a secret as {@code ./lwa put} does: with a record; marks and dates of Amazon are kept,
   * and a record that cannot be read blocks a rotation for a week, as it does for the core.
   */
  void put(Secret secret) {
    long version = store.writeSecret(secret, true);
    RecordEntry truth = store.truth();
    StoredRecord stored = truth.record();
    RotationRecord before =
        stored instanceof StoredRecord.Present(RotationRecord record) ? record : null;
    Instant expiresAt = clock.instant().plus(ModelAmazon.LIFE);
    Instant graceUntil = before == null ? null : before.oldSecretExpiresAt();
    if (stored instanceof StoredRecord.Broken) {
      graceUntil = truth.writtenAt().plus(ModelAmazon.GRACE);
    }
    if (before == null || before.rotatedAt() == null) {
      store.writeRecord(
          new StoredRecord.Present(
              new RotationRecord(
                  version,
                  null,
                  expiresAt,
                  graceUntil,
                  before == null ? null : before.requestedAt(),
                  null)),
          null,
          truth.notes());
    }
  }

  /** An act that happens now and then. */
  void act() {
    switch (random.nextInt(9)) {
      case 0 -> {
        oracle.excuse(longestTrouble());
        paste(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad-" + random.nextInt(1000)));
      }
      case 1 -> {
        oracle.excuse(longestTrouble());
        paste(null);
      }
      case 2, 3 -> {
        oracle.excuse(longestTrouble());
        paste(store.top().secret());
      }
      case 4 -> {
        oracle.excuse(longestTrouble());
        store(amazon.newest().secret);
      }
      case 5 -> {
        if (amazon.secrets().size() > 1) {
          oracle.excuse(longestTrouble());
          paste(amazon.secrets().get(amazon.secrets().size() - 2).secret);
        }
      }
      case 6 -> {
        excuseIfOneIsAwaited();
        scribbledAt = clock.instant();
        store.writeRecord(new StoredRecord.Broken("not JSON"), null, RecordNotes.NONE);
      }
      case 7 -> amazon.authorized = !amazon.authorized;
      default -> amazon.enrolled = false;
    }
  }
}
