package io.lwarotation.core.rotation.simulation;

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
}
