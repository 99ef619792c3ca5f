package io.lwarotation.core.rotation.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Plays every short history: all of one move, then all of two, and so on. Each is replayed from its
 * choices, so it takes no memory however many there are.
 */
final class Exhaustive {
  /** The choices by which the work is shared out. */
  private static final int SHARED = 4;

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

  /** A history that broke an invariant. */
  record Found(Theme theme, int moves, List<Integer> choices, Violation violation) {
    /** What happened in it, a sentence each. */
    String story(Mutant mutant) {
      SmallWorld game = new SmallWorld(theme, Choices.of(choices), moves, mutant);
      Story story = new Story(game.world());
      try {
        game.run();
      } catch (Violation e) {
        story.add("BROKEN " + e.getMessage());
      }
      return story.toString();
    }
  }

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
        out.println(found.story(mutant).indent(4).stripTrailing());
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

  /** All histories of so many moves, on all cores; stops at the first violation. */
  Depth play(int moves) {
    return play(moves, null);
  }

  private Depth play(int moves, @Nullable PrintStream out) {
    ConcurrentLinkedQueue<int[]> parts = new ConcurrentLinkedQueue<>(parts(moves));
    int all = parts.size();
    LongAdder histories = new LongAdder();
    LongAdder done = new LongAdder();
    ConcurrentMap<String, Found> found = new ConcurrentHashMap<>();
    Progress progress = new Progress("parts", all, System.nanoTime());
    Seeds.onAllCores(
        () -> {
          int[] part;
          while (goesOn(found) && (part = parts.poll()) != null) {
            if (!play(moves, part, histories, found)) {
              return;
            }
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
    return mutant == Mutant.NONE ? found.size() < MOST_KINDS : found.isEmpty();
  }

  private static String kind(Violation violation) {
    return String.valueOf(violation.getMessage()).replaceAll("\\d+", "N");
  }

  /** All histories that begin alike; false if the time was over before. */
  private boolean play(
      int moves, int[] part, LongAdder histories, ConcurrentMap<String, Found> found) {
    Choices choices = new Choices(part);
    do {
      if (isOver() || !goesOn(found)) {
        return false;
      }
      histories.increment();
      try {
        new SmallWorld(theme, choices, moves, mutant).run();
      } catch (Violation e) {
        found.putIfAbsent(kind(e), new Found(theme, moves, choices.taken(), e));
      }
    } while (choices.next());
    return true;
  }

  /** How the histories begin, each a part of the work. */
  private List<int[]> parts(int moves) {
    List<int[]> parts = new ArrayList<>();
    Choices choices = new Choices();
    do {
      try {
        new SmallWorld(theme, choices, moves, mutant).run();
      } catch (Violation _) {
        // The part that begins so meets it again.
      }
      parts.add(choices.prefix(SHARED));
    } while (choices.next(SHARED));
    return parts;
  }
}
