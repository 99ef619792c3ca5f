package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.util.List;

/**
 * A second stack of the same client that is set to rotate too. Amazon's messages go to the queue of
 * the first, so people copy each new secret, some time later.
 */
final class Neighbour extends Actor {
  private static final int LATEST_COPY = 4 * 24 * 60;

  private final World own;
  private final Hands hands;
  private final Functions functions;
  private boolean rotates;
  private int copied;

  Neighbour(History history) {
    super(history);
    this.own = world.neighbour("my-erp-2");
    this.hands = new Hands(own);
    this.functions = new Functions(own);
    own.trouble = this::hearOfIt;
  }

  /** Its stack is deployed, and holds the secret in use. */
  void appear() {
    if (history.isCalm()) {
      return;
    }
    Made newest = world.newest();
    own.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
    own.store.writeSecret(newest.secret, true);
    copied = newest.index;
    rotates = true;
    own.trace.line("neighbour", "appears");
    tick();
  }

  /** One run of its schedule, at this moment. */
  void rotate() {
    if (rotates) {
      functions.rotate(false);
    }
  }

  boolean isThere() {
    return rotates;
  }

  boolean isTheOneThatRotates() {
    return world.claims.isHeldBy(own.app);
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
    Made newest = world.newest();
    if (newest.index != copied) {
      copied = newest.index;
      history.in(minutes(LATEST_COPY), this::copy);
    }
    history.overlap(List.of(this::rotate));
    history.in(history.isLively() ? Duration.ofHours(6) : Duration.ofHours(60), this::tick);
  }

  private void copy() {
    if (!random.nextBoolean() || !hands.put(world.newest().secret, null, null)) {
      hands.paste(world.newest().secret);
    }
  }

  private void hearOfIt() {
    if (oneIn(8)) {
      history.in(history.people.delay(), this::onlyReminds);
    }
  }
}
