package io.lwarotation.core.rotation.simulation;

import java.util.Arrays;

/**
 * One sequence of choices, and how to go on to the next one until there is none. A history is
 * replayed from its choices, so nothing of it is kept.
 */
final class Choices {
  private static final int MOST = 10_000;

  private final int fixed;
  private final int[] taken = new int[MOST];
  private final int[] bounds = new int[MOST];
  private int length;
  private int position;

  /** All sequences that begin with these choices. */
  Choices(int... prefix) {
    fixed = prefix.length;
    length = fixed;
    System.arraycopy(prefix, 0, taken, 0, fixed);
  }

  /** A number from 0 to below {@code bound}: the first time 0, in later sequences the others. */
  int choose(int bound) {
    if (position == length) {
      taken[length++] = 0;
    }
    bounds[position] = bound;
    return taken[position++];
  }

  /** Goes on to the next sequence that differs in one of the first {@code depth} choices. */
  boolean next(int depth) {
    for (int i = Math.min(Math.min(length, position), depth) - 1; i >= fixed; i--) {
      if (taken[i] + 1 < bounds[i]) {
        taken[i]++;
        length = i + 1;
        position = 0;
        return true;
      }
    }
    return false;
  }

  /** The first choices, at most {@code depth} of them. */
  int[] taken(int depth) {
    return Arrays.copyOf(taken, Math.min(depth, position));
  }
}
