package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 400 days of the watch with missed, double and overlapping runs, a clock that jumps, subscriptions
 * that change and secrets that are rotated. What is told is compared, run by run, with what a
 * second and simpler account of the rules says.
 */
class WatchSimulationTest {
  private static final int SEEDS = 500;
  private static final int DAYS = 400;

  @Test
  void theNoticesAreExactlyWhatTheyShouldBe() {
    int told = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      told += new Life(seed).run();
    }
    System.out.printf(
        "%d lives of %d days, %,d notices, all as they should be%n", SEEDS, DAYS, told);
  }

  private static final class Life {
    private final long seed;
    private final SplittableRandom random;
    private final WatchWorld world = new WatchWorld();
    private final Map<NoticeKind, LocalDate> lastDay = new EnumMap<>(NoticeKind.class);
    private int lowestStageTold = Integer.MAX_VALUE;
    private @Nullable Instant stagesOf;
    private int total;

    Life(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
    }

    int run() {
      for (int day = 0; day < DAYS; day++) {
        world.now = world.now.plus(Duration.ofDays(1)).plusSeconds(random.nextInt(1200) - 600);
        happens();
        int runs = random.nextInt(12) == 0 ? 0 : random.nextInt(6) == 0 ? 2 : 1;
        for (int i = 0; i < runs; i++) {
          expect(day);
          world.now = world.now.plus(Duration.ofMinutes(random.nextInt(300)));
        }
        world.now = world.now.minus(Duration.ofMinutes(runs * 150L));
      }
      return total;
    }

    private void happens() {
      switch (random.nextInt(40)) {
        case 0 -> {
          world.confirmed = random.nextInt(3);
          world.pending = random.nextInt((int) (3 - world.confirmed));
        }
        case 1 -> world.confirmed = 2;
        case 2 -> world.deadLetters.put("NewSecret", (long) random.nextInt(2));
        case 3 -> world.now = world.now.plus(Duration.ofDays(random.nextInt(4)));
        case 4 -> world.now = world.now.minus(Duration.ofHours(random.nextInt(20)));
        default -> {
          boolean isOld = world.now.isAfter(world.storedAt.plus(Duration.ofDays(150)));
          if (isOld && random.nextInt(25) == 0) {
            world.storedAt = world.now;
            world.version++;
          }
        }
      }
    }

    /** One run, or two at once, against the second account of the rules. */
    private void expect(int day) {
      Set<NoticeKind> expected = expected();
      world.published.clear();
      Set<NoticeKind> told = new TreeSet<>();
      if (random.nextInt(5) == 0) {
        world.beforePut = () -> told.addAll(world.run().told());
      }
      told.addAll(world.run().told());
      world.beforePut = () -> {};
      assertEquals(expected, told, "seed " + seed + ", day " + day + ", " + world.now);
      assertEquals(expected.size(), world.published.size(), "seed " + seed + ", day " + day);
      total += told.size();
    }

    private Set<NoticeKind> expected() {
      LocalDate today = world.now.atOffset(ZoneOffset.UTC).toLocalDate();
      Set<NoticeKind> wrong = new TreeSet<>();
      Instant end = world.storedAt.plus(Duration.ofDays(180));
      if (!end.equals(stagesOf)) {
        stagesOf = end;
        lowestStageTold = Integer.MAX_VALUE;
      }
      long hours = Math.floorDiv(Duration.between(world.now, end).toSeconds(), 3600);
      long left = Math.floorDiv(hours, 24);
      int stage = left > 21 ? 99 : left > 14 ? 21 : left > 7 ? 14 : left == 7 ? 7 : 0;
      if (left < 0) {
        wrong.add(NoticeKind.SECRET_EXPIRED);
      } else if (stage == 0 || (stage < 99 && stage != lowestStageTold)) {
        wrong.add(NoticeKind.SECRET_EXPIRES);
      }
      if (world.confirmed == 0) {
        wrong.add(NoticeKind.NOBODY_SUBSCRIBED);
      }
      if (world.pending > 0) {
        wrong.add(NoticeKind.SUBSCRIPTION_PENDING);
      }
      if (world.confirmed + world.pending < 2) {
        wrong.add(NoticeKind.SUBSCRIPTION_GONE);
      }
      if (world.deadLetters.getOrDefault("NewSecret", 0L) > 0) {
        wrong.add(NoticeKind.DEAD_LETTERS);
      }
      wrong.removeIf(
          kind -> {
            LocalDate last = lastDay.get(kind);
            return last != null && !last.isBefore(today) && !last.isAfter(today.plusDays(1));
          });
      if (wrong.contains(NoticeKind.SECRET_EXPIRES)) {
        lowestStageTold = stage;
      }
      List.copyOf(wrong).forEach(kind -> lastDay.put(kind, today));
      return wrong;
    }
  }
}
