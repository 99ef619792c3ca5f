package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 400 days of an application and its watch, hour by hour, with missed, double and overlapping runs,
 * runs that die and are tried again by Lambda, rotations, people who put, edit and scribble, calls
 * that fail or stop. The oracle knows what is really so: everybody hears in time of each trouble,
 * nobody of what is over or never was, nobody twice a day.
 */
@Tag("simulation")
class WatchSimulationTest {
  private static final int ENOUGH = 300;

  /** More in .ci/run; fewer where the simulation is run over and over: docs/mutation.md. */
  private static final int SEEDS = Integer.getInteger("simulation.lives", ENOUGH);

  private static final int DAYS = 400;

  @Test
  void everybodyHearsInTimeAndNobodyOfWhatIsOver() {
    Map<NoticeKind, Integer> told = new TreeMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      new Life(seed).run(told);
    }
    System.out.printf("%d lives of %d days, told: %s%n", SEEDS, DAYS, told);
    Set<NoticeKind> never = EnumSet.range(NoticeKind.SECRET_EXPIRES, NoticeKind.WATCH_INCOMPLETE);
    never.removeAll(told.keySet());
    assertTrue(SEEDS < ENOUGH || never.isEmpty(), () -> "no life tried " + never);
  }

  /** A run was killed. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Life {
    private final long seed;
    private final SplittableRandom random;
    private final LifeWorld world;
    private final WatchOracle oracle;
    private final int putHour;
    private final int confirmHour;
    private boolean troubled;

    Life(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.world = new LifeWorld(random);
      this.oracle = new WatchOracle(world);
      this.putHour = random.nextInt(80);
      this.confirmHour = random.nextInt(18);
      world.seen.confirmed = 0;
      world.seen.pending = 2;
      world.seen.deadLetters.put("NewSecret", 0L);
    }

    void run(Map<NoticeKind, Integer> all) {
      for (int hour = 0; hour < DAYS * 24; hour++) {
        if (hour > 0) {
          world.hour(hour);
        }
        if (hour == confirmHour) {
          world.seen.confirmed = 2;
          world.seen.pending = 0;
        }
        if (hour == putHour) {
          world.store();
        }
        if (hour > putHour + 60) {
          happens();
        }
        boolean missed = hour > 60 && random.nextInt(15) == 0;
        if (hour % 24 == 0 && !missed) {
          world.show();
          watch(hour, all);
          if (random.nextInt(8) == 0) {
            watch(hour, all);
          }
        }
      }
    }

    private void happens() {
      WatchWorld seen = world.seen;
      boolean old = world.now().isAfter(world.end().minus(Duration.ofDays(25)));
      if (old && random.nextInt(24 * 20) == 0) {
        world.store();
      }
      if (world.isSpoilt() && random.nextInt(24 * 6) == 0) {
        world.mend();
      }
      switch (random.nextInt(24 * 400)) {
        case 0 -> world.store();
        case 1 -> world.storeByHand();
        default -> {}
      }
      switch (random.nextInt(24 * 120)) {
        case 0, 1 -> {
          seen.confirmed = random.nextInt(3);
          seen.pending = random.nextInt((int) (3 - seen.confirmed));
        }
        case 2, 3, 4 -> {
          seen.confirmed = 2;
          seen.pending = 0;
        }
        case 5, 6, 7 -> seen.deadLetters.put("NewSecret", (long) random.nextInt(2));
        case 8 -> world.scheduled = false;
        case 9, 10, 11 -> world.scheduled = true;
        case 12 -> world.credentialsWork = false;
        case 13, 14, 15 -> world.credentialsWork = true;
        case 16 -> world.edit();
        case 17 -> world.scribble();
        case 18 -> world.rotationRuns = false;
        case 19 -> world.rotationRuns = true;
        case 20 -> seen.failing.add("subscriptions");
        case 21, 22, 23 -> seen.failing.clear();
        default -> {}
      }
    }

    /** A run, or two at once, or some that die until Lambda's third try. */
    private void watch(int hour, Map<NoticeKind, Integer> all) {
      List<NoticeKind> told = new ArrayList<>();
      boolean dies = random.nextInt(12) == 0;
      if (dies) {
        die(told);
        world.seen.now = world.seen.now.plus(Duration.ofMinutes(1));
        world.show();
      } else if (random.nextInt(6) == 0) {
        world.seen.beforePut = () -> told.addAll(world.seen.run().told());
      } else if (random.nextInt(12) == 0) {
        world.seen.beforePublish = () -> told.addAll(world.seen.run().told());
      }
      WatchApplication.Result result = world.seen.run();
      told.addAll(result.told());
      world.seen.beforePut = () -> {};
      world.seen.beforePublish = () -> {};
      String when = "seed " + seed + ", hour " + hour + ", " + world.now() + ", dies " + dies;
      told.forEach(kind -> all.merge(kind, 1, Integer::sum));
      oracle.ran(told, when);
      assertEquals(
          oracle.daysLeft(),
          result.facts().secret().orElseThrow().expiry().daysLeft(world.now()),
          when);
      troubled |= !told.isEmpty();
      if (hour <= putHour + 48 && hour < 120) {
        assertTrue(!troubled, () -> "day 0 to 2 are silent: " + told + ", " + when);
      }
    }

    /** As Lambda does it: the event comes again a minute after the run has died. */
    private void die(List<NoticeKind> told) {
      int at = random.nextInt(3);
      int published = world.seen.published.size();
      Runnable death =
          () -> {
            throw new Died();
          };
      if (at == 0) {
        world.seen.beforePut = death;
      } else if (at == 1) {
        world.seen.beforePublish = death;
      } else {
        world.seen.afterPublish = death;
      }
      try {
        told.addAll(world.seen.run().told());
      } catch (Died _) {
        oracle.heardOfADeadRun(world.seen.published.size() - published);
      }
      world.seen.beforePut = () -> {};
      world.seen.beforePublish = () -> {};
      world.seen.afterPublish = () -> {};
    }
  }
}
