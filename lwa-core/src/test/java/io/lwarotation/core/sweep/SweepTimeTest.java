package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sweep ends in time, whatever Login with Amazon answers. */
final class SweepTimeTest {
  private final SweepWorld world = new SweepWorld();

  @Test
  void whileLwaAnswers429OneIsTriedSixTimesAndNotAgain() {
    world.store("eu/acme");
    world.throttledByLwa.set(1_000);

    Result.Done done = world.sweepAll();

    assertEquals(6, world.tried.size());
    assertEquals(Map.of("Throttled", 1L), done.counts());
    assertEquals(List.of(), world.told);
  }

  /** The digest and the state need what is kept of the time. */
  @Test
  void waitsForNo429IntoTheTimeThatIsKeptForTheEnd() {
    world.store("eu/acme");
    world.throttledByLwa.set(1_000);
    world.pause = world.clock::advance;

    assertInstanceOf(Result.Done.class, world.sweep(Duration.ofSeconds(48)));

    assertEquals(2, world.tried.size());
  }

  @Test
  void beginsNoneInTheTimeThatIsKeptForTheEnd() {
    world.store("eu/s", 0, 9);
    world.settings = new SweepSettings(false, 1);
    world.perTrial = Duration.ofSeconds(20);

    Result.GoesOn goesOn =
        assertInstanceOf(Result.GoesOn.class, world.sweep(Duration.ofSeconds(70)));

    assertEquals(2, goesOn.tried());
    assertEquals(Authorization.of("eu/s1"), goesOn.cursor());
  }

  @Test
  void halfTheirPlacesAreTakenAwayFromThoseThatAreUnderWay() {
    Pace pace = new Pace(16);
    assertEquals(16, entered(pace));
    pace.halve(pace.allowed());
    for (int i = 0; i < 16; i++) {
      pace.leave();
    }
    assertEquals(8, entered(pace));
    for (int i = 0; i < 20; i++) {
      pace.good();
    }
    assertEquals(1, entered(pace));
  }

  @Test
  void aPlaceThatComesBackIsTakenFromWhatIsStillToBeTakenAway() {
    Pace pace = new Pace(16);
    assertEquals(16, entered(pace));
    pace.halve(pace.allowed());
    for (int i = 0; i < 20; i++) {
      pace.good();
    }
    for (int i = 0; i < 16; i++) {
      pace.leave();
    }
    assertEquals(9, entered(pace));
  }

  @Test
  void whoIsInterruptedGetsNoPlace() {
    Thread.currentThread().interrupt();

    assertFalse(new Pace(1).enter(Duration.ofSeconds(10)));
    assertTrue(Thread.interrupted());
  }

  @Test
  void slowsDownByHalfAndComesBackOneByOne() {
    Pace pace = new Pace(16);
    assertTrue(pace.halve(16));
    assertFalse(pace.halve(16), "asked together, slowed down once");
    assertEquals(8, pace.lowest());
    assertTrue(pace.halve(8));
    assertEquals(4, pace.lowest());
    for (int i = 0; i < 4; i++) {
      assertTrue(pace.enter(Duration.ZERO) || i > 3);
    }
    for (int i = 0; i < 12 * 20; i++) {
      pace.good();
    }
    assertEquals(16, pace.allowed());
    pace.halve(pace.allowed());
    assertEquals(4, pace.lowest());
  }

  @Test
  void afterLwas429MoreAreTriedAtOnceAgain() {
    world.store("eu/s", 0, 40);
    world.store("na/pair1"); // they come last
    world.store("na/pair2");
    world.settings = new SweepSettings(false, 2);
    world.throttledByLwa.set(1);
    CyclicBarrier both = new CyclicBarrier(2);
    world.during =
        one -> {
          if (one.name().startsWith("pair")) {
            try {
              both.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException("never two at once again", e);
            }
          }
        };

    Result.Done done = world.sweepAll();

    assertEquals(1, done.lowest());
    assertEquals(Map.of("ok", 42L), done.counts());
  }

  private static int entered(Pace pace) {
    int entered = 0;
    while (entered < 100 && pace.enter(Duration.ZERO)) {
      entered++;
    }
    return entered;
  }
}
