package io.lwarotation.core.rotation.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * One sequence of choices, and how to go on to the next one until there is none. A history is
 * replayed from its choices, so nothing of it is kept.
 */
final class Choices {
  private static final int MOST = 10_000;

  private int[] taken = new int[16];
  private int[] bounds = new int[16];
  private int length;
  private int position;
  private final int fixed;

  /** All sequences. */
  Choices() {
    this.fixed = 0;
  }

  /** All sequences that begin with these choices. */
  Choices(int[] prefix) {
    this.fixed = prefix.length;
    this.taken = Arrays.copyOf(prefix, Math.max(16, prefix.length));
    this.bounds = new int[taken.length];
    this.length = prefix.length;
  }

  /** A number from 0 to below {@code bound}: the first time 0, in later sequences the others. */
  int choose(int bound) {
    if (position == length) {
      if (length == MOST) {
        throw new IllegalStateException("a history of more than " + MOST + " choices");
      }
      if (length == taken.length) {
        taken = Arrays.copyOf(taken, 2 * length);
        bounds = Arrays.copyOf(bounds, 2 * length);
      }
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

  boolean next() {
    return next(Integer.MAX_VALUE);
  }

  /** The one history that these choices make. */
  static Choices of(List<Integer> choices) {
    return new Choices(choices.stream().mapToInt(Integer::intValue).toArray());
  }

  /** All choices so far. */
  List<Integer> taken() {
    return Arrays.stream(taken, 0, position).boxed().toList();
  }

  /** The first choices, at most {@code depth} of them. */
  int[] prefix(int depth) {
    return Arrays.copyOf(taken, Math.min(depth, position));
  }
}
