package io.lwarotation.core.rotation.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** Somebody or something that acts in a history. */
abstract class Actor {
  final History history;
  final World world;
  final SplittableRandom random;

  Actor(History history) {
    this.history = history;
    this.world = history.world;
    this.random = history.random;
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** A time below so many minutes. */
  Duration minutes(int bound) {
    return Duration.ofMinutes(random.nextInt(bound));
  }

  Duration seconds(int bound) {
    return Duration.ofSeconds(random.nextInt(bound));
  }
}
