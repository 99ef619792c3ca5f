package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A second stack of the same client that is set to rotate too. Amazon's messages go to the queue of
 * the first, so people copy each new secret, some time later.
 */
final class Neighbour {
  private static final Duration LATEST_COPY = Duration.ofDays(4);

  private final World world;
  private final SplittableRandom random;
  private final People people;
  private final Hands hands;
  private final History history;
  private final Functions functions;
  private boolean rotates;
  private int copied;

  /**
   * @param first the world of the stack that has the registered queue
   */
  Neighbour(
      World first,
      SplittableRandom random,
      Faults faults,
      People people,
      Post post,
      History history) {
    this.world = first.neighbour("my-erp-2");
    this.random = random;
    this.people = people;
    this.history = history;
    this.hands = new Hands(world);
    this.functions = new Functions(world, faults, post::send, this::hearOfIt, () -> true);
  }

  /** Its stack is deployed, and holds the secret in use. */
  void appear() {
    if (history.calm()) {
      return;
    }
    Made newest = world.amazon.newest();
    world.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
    world.store.writeSecret(newest.secret, true);
    copied = newest.index;
    rotates = true;
    world.trace.line("neighbour", "appears");
    tick();
  }

  /** One run of its schedule, at this moment. */
  void rotate() {
    if (rotates) {
      functions.rotate();
    }
  }

  boolean isThere() {
    return rotates;
  }

  boolean isTheOneThatRotates() {
    return world.claims.isHeldBy(world.app);
  }

  /** Somebody sets it to remind, since the client has another stack that rotates. */
  void onlyReminds() {
    rotates = false;
    if (isTheOneThatRotates()) {
      world.claims.delete();
    }
  }

  private void tick() {
    if (!rotates) {
      return;
    }
    Made newest = world.amazon.newest();
    if (newest.index != copied) {
      copied = newest.index;
      history.in(Duration.ofMinutes(random.nextInt((int) LATEST_COPY.toMinutes())), this::copy);
    }
    history.overlap(List.of(this::rotate));
    history.in(history.isLively() ? Duration.ofHours(6) : Duration.ofHours(60), this::tick);
  }

  private void copy() {
    if (!random.nextBoolean() || !hands.put(world.amazon.newest().secret, null)) {
      hands.paste(world.amazon.newest().secret);
    }
  }

  private void hearOfIt() {
    if (random.nextInt(8) == 0) {
      history.in(people.delay(), this::onlyReminds);
    }
  }
}
