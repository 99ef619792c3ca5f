package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the watch says of calls that fail or do not come. */
class WatchCallsTest {
  private static final List<String> FAIL = List.of("my-erp: calls to SP-API fail");
  private static final List<String> NO_LONGER = List.of("my-erp: SP-API is no longer called");

  private final WatchWorld world = new WatchWorld();

  @Test
  void knowsTheLastGoodCallAlsoAfterTheMetricHasForgottenIt() {
    Instant good = world.now.plus(Duration.ofDays(1));
    world.called(good, good);
    assertEquals(List.of(), world.toldAt(good));
    for (int day = 2; day < 40; day++) {
      world.now = good.plus(Duration.ofDays(day));
      world.called(world.now, day < 14 ? good : null);
      assertEquals(FAIL, world.told(), "day " + day);
      assertTrue(world.published.getFirst().text().contains(good.toString()));
      assertEquals(Optional.of(good), world.run().facts().calls().orElseThrow().lastGood());
    }
  }

  @Test
  void aCallThatFailedBeforeAnotherSecretWasStoredSaysNothing() {
    Instant good = world.now;
    world.called(good.plus(Duration.ofDays(2)), good);
    world.now = good.plus(Duration.ofDays(3));
    world.storedAt = good.plus(Duration.ofDays(2)).minus(Duration.ofHours(1));
    assertEquals(List.of(), world.told(), "the call's hour is known, its minute is not");
    world.storedAt = world.storedAt.minusSeconds(1);
    assertEquals(1, world.told().size());
  }

  @Test
  void beforeTheFirstSecretIsStoredNothingIsSaidOfCalls() {
    world.version = 1;
    world.called(world.now, null);
    for (int day = 0; day < 10; day++) {
      assertEquals(List.of(), world.toldAfter(Duration.ofDays(1)), "day " + day);
    }
    world.version = 2;
    world.storedAt = world.now;
    assertEquals(List.of(), world.toldAfter(Duration.ofHours(26)), "the first period is not over");
    assertEquals(1, world.toldAfter(Duration.ofHours(1)).size());
  }

  @Test
  void aSecretThatNeverWorkedIsToldADayAfterItWasStored() {
    Instant first = world.now.plus(Duration.ofHours(1));
    Instant last = first.plus(Duration.ofDays(1));
    world.calls = new CallHistory(Optional.of(first), Optional.of(last), Optional.empty());
    assertEquals(List.of(), world.toldAt(first.plus(Duration.ofHours(26))));
    assertEquals(List.of(NoticeKind.CALLS_FAIL), world.kindsAt(world.now.plusSeconds(1)));
    assertTrue(world.published.getFirst().text().contains("No call has succeeded so far."));
  }

  @Test
  void aWeeklyScheduleIsNotTakenForAFailure() {
    world.settings = new WatchSettings(false, 150, "rate(7 days)", Optional.of(Duration.ofDays(7)));
    Instant last = world.now.plus(Duration.ofDays(1)); // after the secret was stored
    world.called(last, last);
    for (int day = 0; day <= 7; day++) {
      assertEquals(List.of(), world.toldAt(last.plus(Duration.ofDays(day))), "day " + day);
    }
    assertEquals(NO_LONGER, world.toldAt(last.plus(Duration.ofDays(8))));
  }

  @Test
  void tellsThatNobodyCallsForAsLongAsItIsTrue() {
    Instant last = world.now;
    world.called(last, last);
    assertEquals(List.of(), world.told());
    assertEquals(List.of(), world.toldAt(last.plus(Duration.ofHours(26))));
    assertEquals(NO_LONGER, world.toldAt(world.now.plusSeconds(1)));
    for (int day = 2; day < 40; day++) {
      world.now = last.plus(Duration.ofDays(day));
      if (day > 14) {
        world.calls = CallHistory.NONE;
      }
      assertEquals(NO_LONGER, world.told(), "day " + day);
      assertTrue(world.published.getFirst().text().contains("last call was at " + last));
    }
    world.called(world.now, world.now);
    assertEquals(List.of(), world.toldAfter(Duration.ofHours(12)));
  }

  @Test
  void withoutAPeriodNoCallIsMissed() {
    world.settings = new WatchSettings(false, 150, "", Optional.empty());
    world.called(world.now, world.now);
    world.run();
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(30)));
  }

  @Test
  void anotherScheduleHasAPeriodToBegin() {
    world.settings = new WatchSettings(false, 150, "rate(7 days)", Optional.of(Duration.ofDays(7)));
    Instant last = world.now;
    world.called(last, last);
    for (int day = 0; day <= 6; day++) {
      assertEquals(List.of(), world.toldAt(last.plus(Duration.ofDays(day))));
    }
    world.settings = new WatchSettings(false, 150, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    assertEquals(List.of(), world.told());
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(1)));
    assertEquals(1, world.toldAfter(Duration.ofDays(1)).size());
  }

  @Test
  void aStackThatIsMadeAgainHasAPeriodToBegin() {
    world.called(world.now, world.now);
    world.pending = 1;
    world.confirmed = 1;
    world.run();
    world.calls = CallHistory.NONE;
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(60)));
    assertEquals(
        List.of("my-erp: 1 subscription is not confirmed"), world.toldAfter(Duration.ofDays(1)));
  }

  @Test
  void ofEachMomentThatAClockPutIntoTheFutureNothingIsKept() {
    Optional<Instant> ahead = Optional.of(world.now.plusSeconds(1));
    Optional<Instant> past = Optional.of(world.now);

    assertEquals(CallHistory.NONE, new CallHistory(ahead, ahead, ahead).until(world.now));
    CallHistory known = new CallHistory(past, past, past);
    assertEquals(known, known.until(world.now));
  }

  @Test
  void callsThatAClockPutIntoTheFutureAreForgotten() {
    Instant now = world.now.plus(Duration.ofDays(3));
    Instant ahead = now.plus(Duration.ofDays(300));
    world.entries.add(
        new MemoryEntry(
            1,
            new WatchMemory(
                Map.of(),
                Map.of(NoticeKind.SUBSCRIPTION_PENDING, ahead),
                new CallHistory(Optional.of(ahead), Optional.of(ahead), Optional.of(ahead)),
                Optional.of(new WatchMemory.Sight("rate(1 day)", ahead, now))),
            null,
            null));
    world.pending = 1;
    world.confirmed = 1;
    world.calls = CallHistory.NONE;
    assertEquals(List.of(), world.toldAt(now));
    assertEquals(
        List.of(NoticeKind.SUBSCRIPTION_PENDING, NoticeKind.NO_CALLS),
        world.kindsAt(now.plus(Duration.ofHours(27))));
  }
}
