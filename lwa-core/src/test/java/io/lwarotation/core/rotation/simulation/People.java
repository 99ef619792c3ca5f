package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.simulation.Hands.Edit;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who store secrets by hand, break things and repair them when they hear of trouble. */
final class People extends Actor {
  private static final Duration LONGEST_BETWEEN_CALLS = Duration.ofHours(28);

  private final Hands hands;

  /** By how much the clock of the machine is wrong at which people type dates. */
  private final Duration wrongBy;

  /** How long people take, at most, from hearing of trouble to acting. */
  final Duration slowest;

  /** When somebody last made the record unreadable. */
  Instant scribbledAt = Instant.MIN;

  People(History history) {
    super(history);
    this.hands = new Hands(world);
    this.wrongBy = Duration.ofHours(oneIn(8) ? random.nextInt(2000) - 1000 : 0);
    this.slowest = Duration.ofHours(oneIn(8) ? 12 * 24 : 60);
  }

  Duration delay() {
    return Duration.ofMinutes(60 + random.nextInt((int) slowest.toMinutes() - 60));
  }

  /**
   * An error of a person may last: a grace later calls fail, the next call shows it, and somebody
   * hears of it and acts.
   */
  void excuse() {
    world.oracle.ends.excuse(
        ModelAmazon.GRACE.multipliedBy(2).plus(LONGEST_BETWEEN_CALLS).plus(slowest));
  }

  /** Whether somebody who hears of a message that did not come may act only after the grace. */
  boolean mayMissTheGrace() {
    return slowest.plus(Duration.ofDays(3)).compareTo(ModelAmazon.GRACE) > 0;
  }

  /**
   * What is done while a new secret is awaited can keep people from hearing that it does not come.
   */
  void excuseIfOneIsAwaited() {
    Made newest = world.newest();
    if (newest.asked && world.store.firstVersionOf(newest.secret).isEmpty()) {
      excuse();
    }
  }

  /** Stores a secret with the command, or past it. */
  void store(Secret secret) {
    boolean stored = random.nextInt(3) > 0 && hands.put(secret, typed(secret), null);
    if (!stored) {
      hands.paste(secret); // past the command, or since it refused
    }
  }

  /** A date as people type it: the console's, or what they take for it. */
  private @Nullable Instant typed(Secret secret) {
    Made made = world.amazon.find(secret);
    Instant now = world.now().plus(wrongBy);
    Instant shown = made == null ? now.plus(ModelAmazon.LIFE) : made.expiresAt;
    Instant meant =
        switch (random.nextInt(8)) {
          case 0, 1 -> shown;
          case 2, 3 -> now.plus(ModelAmazon.LIFE);
          case 4 -> shown.plus(Duration.ofDays(random.nextInt(41) - 20L));
          case 5 ->
              random.nextBoolean()
                  ? now.minus(Duration.ofDays(30))
                  : now.plus(ModelAmazon.LIFE.multipliedBy(3));
          default -> null;
        };
    // A day of their time zone, and the command takes it for one of UTC.
    return meant == null
        ? null
        : meant.plus(Duration.ofHours(random.nextInt(25) - 12L)).truncatedTo(ChronoUnit.DAYS);
  }

  /** Edits the record in the AWS console: another date, with or without what programs put there. */
  void edit() {
    Instant shown = world.newest().expiresAt;
    hands.edit(
        random.nextBoolean() ? Edit.FRESH : Edit.KEEPING_FOLLOWS,
        random.nextBoolean() ? shown : shown.plus(Duration.ofDays(random.nextInt(300) - 150L)));
  }

  /** An act that happens now and then. */
  void act() {
    List<Made> secrets = world.amazon.secrets();
    int act = random.nextInt(13);
    if (act < 5 || (act == 5 && secrets.size() > 1)) {
      excuse();
    }
    switch (act) {
      case 0 -> pasteBad();
      case 1 -> hands.paste(null);
      case 2, 3 -> hands.paste(world.stored());
      case 4 -> store(world.newest().secret);
      case 5 -> {
        if (secrets.size() > 1) {
          storeAgain(secrets.get(secrets.size() - 2).secret);
        }
      }
      case 6 -> {
        excuseIfOneIsAwaited();
        scribbledAt = world.now();
        hands.edit(Edit.BROKEN, Instant.EPOCH);
      }
      case 7 -> world.amazon.authorized = !world.amazon.authorized;
      case 8 -> {
        if (random.nextBoolean()) {
          world.amazon.enrolled = false;
        } else {
          world.amazon.grantless = false;
        }
      }
      case 9, 10 -> edit();
      default -> putAgain();
    }
  }

  private void pasteBad() {
    hands.paste(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad-" + random.nextInt(1000)));
  }

  private void storeAgain(Secret before) {
    switch (random.nextInt(3)) {
      case 0 -> hands.rollBack();
      case 1 -> hands.put(before, null, world.now().minus(Duration.ofDays(random.nextInt(100))));
      default -> store(before);
    }
  }

  /** Gets in the way of a secret that is being stored. */
  void meddle() {
    excuse();
    switch (random.nextInt(5)) {
      case 0 -> pasteBad();
      case 1, 2 -> {
        world.clock.advanceTo(world.newest().madeAt.plusSeconds(60));
        hands.paste(world.amazon.rotate(false).secret);
      }
      case 3 -> edit();
      default -> act();
    }
  }

  /** Stores the secret that is in use with the command, for the sake of its date. */
  private void putAgain() {
    Secret stored = world.stored();
    if (stored != null) {
      hands.put(stored, typed(stored), null);
    }
  }
}
