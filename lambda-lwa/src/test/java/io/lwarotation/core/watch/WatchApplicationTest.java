package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchApplicationTest {
  private final WatchWorld world = new WatchWorld();

  @Test
  void tellsAt21And14And7DaysAndThenEveryDay() {
    List<Integer> told = new ArrayList<>();
    for (int day = 0; day < 185; day++) {
      if (!world.told().isEmpty()) {
        told.add(180 - day);
      }
      world.now = world.now.plus(Duration.ofDays(1));
    }
    assertEquals(List.of(21, 14, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4), told);
  }

  @Test
  void aRecordThatSaysLaterThan180DaysDoesNotSilenceIt() {
    world.record(world.storedAt.plus(Duration.ofDays(400)), null, null);
    world.now = world.storedAt.plus(Duration.ofDays(181));

    assertEquals(List.of(NoticeKind.SECRET_EXPIRED), world.run().told());
  }

  @Test
  void tellsOfAStageThatWasMissedAtTheNextRun() {
    world.now = world.storedAt.plus(Duration.ofDays(180 - 18));

    assertEquals(
        List.of("my-erp: LWA client secret expires in 18 days (2026-06-30)"), world.told());
    assertEquals(List.of(), afterDays(1));
    assertEquals(1, afterDays(4).size());
  }

  @Test
  void aNewSecretEndsTheSeriesAndBeginsItAnew() {
    world.now = world.storedAt.plus(Duration.ofDays(160));
    assertEquals(1, world.told().size());
    world.storedAt = world.now;
    world.version++;

    assertEquals(List.of(), afterDays(1));
    assertEquals(1, afterDays(158).size());
  }

  @Test
  void twoRunsOfADayTellOnce() {
    world.now = world.storedAt.plus(Duration.ofDays(175));

    assertEquals(1, world.told().size());
    world.now = world.now.plus(Duration.ofHours(3));
    assertEquals(List.of(), world.told());
  }

  @Test
  void twoRunsAtOnceTellOnce() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    world.beforePut = () -> world.run();

    world.run();

    assertEquals(1, world.published.size());
  }

  @Test
  void aRunThatLostTheClaimDoesNotMakeTheWinnerForget() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    // It had read before the winner's claim, and writes its own while the winner tells.
    Deadline deadline = Deadline.in(Duration.ofSeconds(50), () -> world.now);
    world.beforePublish =
        () -> world.put(WatchMemory.EMPTY, 0, world.now.plus(Duration.ofMinutes(2)), deadline);

    assertEquals(1, world.told().size());
    world.now = world.now.plus(Duration.ofHours(1));
    assertEquals(List.of(), world.told());
  }

  @Test
  void aRunThatDiesAfterTellingTellsAgainRatherThanNever() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    world.diesBeforeRemembering = true;
    assertThrows(IllegalStateException.class, world::run);
    world.diesBeforeRemembering = false;

    assertEquals(List.of(), world.told(), "the first may still be at it");
    world.now = world.now.plus(Duration.ofMinutes(3));
    assertEquals(1, world.told().size());
  }

  @Test
  void whatCouldNotBePublishedIsPublishedByTheNextRun() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    world.failing.add("publish");
    assertEquals(List.of("publish is refused."), world.run().problems());
    world.failing.clear();

    assertEquals(1, world.told().size());
  }

  @Test
  void withoutItsMemoryItTellsTwiceRatherThanNever() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    for (String part : List.of("memory", "put")) {
      world.failing.clear();
      world.failing.add(part);
      List<NoticeKind> told = world.run().told();
      assertEquals(List.of(NoticeKind.SECRET_EXPIRES, NoticeKind.WATCH_INCOMPLETE), told);
      assertEquals(told, world.run().told());
    }
  }

  @Test
  void aPartThatCannotBeSeenKeepsNothingElseFromBeingTold() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    world.deadLetters.put("NewSecret", 1L);
    world.failing.addAll(List.of("subscriptions", "calls"));

    WatchApplication.Result result = world.run();

    assertEquals(
        List.of(NoticeKind.SECRET_EXPIRES, NoticeKind.DEAD_LETTERS, NoticeKind.WATCH_INCOMPLETE),
        result.told());
    assertEquals(List.of("subscriptions is refused.", "calls is refused."), result.problems());
    assertTrue(world.published.getLast().text().contains("subscriptions is refused."));
  }

  @Test
  void aClockThatWasYearsAheadDoesNotSilenceIt() {
    world.now = Instant.parse("2031-01-01T00:00:00Z");
    assertEquals(1, world.told().size());
    world.now = world.storedAt.plus(Duration.ofDays(175));

    assertEquals(1, world.told().size());
    assertEquals(List.of(), world.told());
  }

  @Test
  void tellsWhoDoesNotHear() {
    world.confirmed = 0;
    world.pending = 1;

    assertEquals(
        List.of(
            NoticeKind.NOBODY_SUBSCRIBED,
            NoticeKind.SUBSCRIPTION_PENDING,
            NoticeKind.SUBSCRIPTION_GONE),
        world.run().told());
    assertEquals(List.of(), world.told());
    assertEquals(3, afterDays(1).size(), "daily for as long as it lasts");
  }

  @Test
  void tellsOfASecretThatDoesNotComeUnlessTheRotationDoes() {
    world.record(world.now.plus(Duration.ofDays(25)), null, world.now.minus(Duration.ofHours(49)));
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());

    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now.minus(Duration.ofHours(5));
    assertEquals(List.of(), world.run().told());
  }

  @Test
  void saysNothingOfASecretThatMayStillCome() {
    world.record(world.now.plus(Duration.ofDays(25)), null, world.now.minus(Duration.ofHours(47)));

    assertEquals(List.of(), world.told());
  }

  @Test
  void tellsOnceThatTheOldSecretEnds() {
    world.record(world.now.plus(Duration.ofDays(178)), world.now.plus(Duration.ofDays(3)), null);
    assertEquals(List.of(), world.told());
    assertEquals(1, afterDays(1).size());
    assertEquals(List.of(), afterDays(1));
    assertEquals(List.of(), afterDays(2));
  }

  @Test
  void tellsThatCallsFailAfterADayOfIt() {
    Instant day = world.now;
    world.calls = new CallHistory(List.of(day, day.plusSeconds(86_400)), Optional.of(day));
    world.now = day.plus(Duration.ofHours(25));
    assertEquals(List.of(), world.told());
    world.now = day.plus(Duration.ofHours(27));

    assertEquals(List.of("my-erp: calls of SP-API fail"), world.told());
  }

  @Test
  void aWeeklyScheduleIsNotTakenForAFailure() {
    Instant last = world.now;
    world.calls =
        new CallHistory(
            List.of(last.minus(Duration.ofDays(13)), last.minus(Duration.ofDays(7)), last),
            Optional.of(last));
    world.now = last.plus(Duration.ofDays(10));

    assertEquals(List.of(), world.told());
  }

  @Test
  void tellsThatNobodyCallsAnyMore() {
    List<Instant> daily =
        IntStream.range(0, 10).mapToObj(day -> world.now.plus(Duration.ofDays(day))).toList();
    world.calls = new CallHistory(daily, Optional.of(daily.getLast()));
    world.now = daily.getLast().plus(Duration.ofHours(49));
    assertEquals(List.of(), world.told());
    world.now = daily.getLast().plus(Duration.ofHours(51));

    assertEquals(List.of("my-erp: SP-API is not called any more"), world.told());
  }

  @Test
  void tellsOfABrokenRecord() {
    world.record = new StoredRecord.Broken("it is not JSON");

    assertEquals(List.of(NoticeKind.RECORD_BROKEN), world.run().told());
  }

  @Test
  void withoutParameterStoreItGoesByItsOwnClock() {
    world.failing.add("secret");

    WatchApplication.Result result = world.run();

    assertEquals(List.of(NoticeKind.WATCH_INCOMPLETE), result.told());
    assertEquals(world.now, result.now());
  }

  private List<String> afterDays(int days) {
    world.now = world.now.plus(Duration.ofDays(days));
    return world.told();
  }
}
