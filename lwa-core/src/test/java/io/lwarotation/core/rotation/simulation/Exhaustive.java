package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Plays every short history: all of one move, then all of two, and so on. Each is replayed from its
 * choices, so it takes no memory however many there are.
 */
final class Exhaustive {
  /** The choices by which the work is shared out. */
  private static final int SHARED = 4;

  private static final int ALL = Integer.MAX_VALUE;

  /** Kinds of broken histories of the core before it stops. */
  private static final int MOST_KINDS = 20;

  private final Theme theme;
  private final Mutant mutant;
  private final long until;

  /**
   * @param time after which no new history is begun
   */
  Exhaustive(Theme theme, Mutant mutant, Duration time) {
    this.theme = theme;
    this.mutant = mutant;
    this.until = System.nanoTime() + time.toNanos();
  }

  /**
   * What all histories of a number of moves came to.
   *
   * @param done how many of the parts that they were shared out in
   * @param broken the first of each kind of violation that was met
   */
  record Depth(int moves, long histories, int done, int parts, List<Found> broken) {
    boolean complete() {
      return done == parts;
    }

    @Override
    public String toString() {
      return "%,d histories of %d move%s%s%s"
          .formatted(
              histories,
              moves,
              moves == 1 ? "" : "s",
              complete() ? ", all there are" : ", %d %% of all".formatted(100 * done / parts),
              broken.isEmpty() ? "" : ", broken");
    }
  }

  /**
   * A history that broke an invariant.
   *
   * @param story what happened in it, a sentence each
   */
  record Found(int moves, Violation violation, String story) {}

  /**
   * Plays deeper and deeper until something is found, the time is over, or all were played.
   *
   * @param out gets a line for each number of moves, and the story of what was found
   */
  static Optional<Found> upTo(
      int moves, Theme theme, Mutant mutant, Duration time, PrintStream out) {
    Exhaustive all = new Exhaustive(theme, mutant, time);
    for (int depth = 1; depth <= moves && !all.isOver(); depth++) {
      Depth played = all.play(depth, out);
      out.println("  " + played);
      for (Found found : played.broken()) {
        out.println(found.story().indent(4).stripTrailing());
      }
      if (!played.broken().isEmpty()) {
        return Optional.of(played.broken().getFirst());
      }
    }
    return Optional.empty();
  }

  boolean isOver() {
    return System.nanoTime() > until;
  }

  /** All histories of so many moves, on all cores; stops at the first violation of a mutant. */
  Depth play(int moves, @Nullable PrintStream out) {
    Queue<int[]> parts = new ConcurrentLinkedQueue<>();
    Choices beginnings = new Choices();
    do {
      play(moves, beginnings); // the part that begins so meets what it breaks again
      parts.add(beginnings.taken(SHARED));
    } while (beginnings.next(SHARED));
    int all = parts.size();
    LongAdder histories = new LongAdder();
    LongAdder done = new LongAdder();
    Map<String, Found> found = new ConcurrentHashMap<>();
    Progress progress = new Progress("parts", all, System.nanoTime());
    Seeds.onAllCores(
        () -> {
          int[] part;
          while (goesOn(found) && (part = parts.poll()) != null) {
            Choices choices = new Choices(part);
            do {
              if (!goesOn(found)) {
                return;
              }
              histories.increment();
              play(moves, choices)
                  .ifPresent(e -> found.computeIfAbsent(kind(e), _ -> found(moves, e, choices)));
            } while (choices.next(ALL));
            done.increment();
            if (out != null) {
              progress
                  .line(done.intValue(), found.size(), System.nanoTime())
                  .ifPresent(line -> out.println("    " + line));
            }
          }
        });
    return new Depth(moves, histories.sum(), done.intValue(), all, List.copyOf(found.values()));
  }

  /** Of a mutant one broken history is enough; of the core one of each kind is wanted. */
  private boolean goesOn(Map<String, Found> found) {
    return !isOver() && (mutant == Mutant.NONE ? found.size() < MOST_KINDS : found.isEmpty());
  }

  private static String kind(Violation violation) {
    return String.valueOf(violation.getMessage()).replaceAll("\\d+", "N");
  }

  private Optional<Violation> play(int moves, Choices choices) {
    try {
      new SmallWorld(theme, choices, moves, mutant).run();
      return Optional.empty();
    } catch (Violation e) {
      return Optional.of(e);
    }
  }

  private Found found(int moves, Violation violation, Choices choices) {
    SmallWorld again = new SmallWorld(theme, new Choices(choices.taken(ALL)), moves, mutant);
    Story story = new Story(again.world());
    try {
      again.run();
    } catch (Violation e) {
      story.add("BROKEN " + e.getMessage());
    }
    return new Found(moves, violation, story.toString());
  }
}
