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
import java.util.Map;
import java.util.Optional;
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
    world.now = world.now.plus(Duration.ofMinutes(1)); // Lambda's wait before it tries again
    assertEquals(1, world.told().size());
  }

  @Test
  void aClaimOfAClockThatIsAheadSilencesNobody() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    Instant claimed = world.now.plus(WatchApplication.TELLING);
    world.entries.add(new MemoryEntry(1, WatchMemory.EMPTY, null, claimed.plusSeconds(1)));
    assertEquals(1, world.told().size());
    world.entries.add(new MemoryEntry(3, WatchMemory.EMPTY, null, claimed));
    assertEquals(List.of(), world.told(), "it may be true");
  }

  @Test
  void aRunThatOnlyRemembersKeepsNoOtherFromTelling() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    Deadline deadline = Deadline.in(Duration.ofSeconds(50), () -> world.now);
    world.beforePut = () -> world.put(WatchMemory.EMPTY, 0, null, deadline);

    assertEquals(1, world.told().size());
    assertEquals(List.of(), world.told());
  }

  @Test
  void tellsTwiceRatherThanNeverWhereTheWinnerCannotBeSeen() {
    world.now = world.storedAt.plus(Duration.ofDays(175));
    world.unseen.add(2L);
    world.beforePut = world::run;

    world.run();

    assertEquals(2, world.published.size());
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
  void whatWasToldOnTheNextDayOfAClockThatIsAheadIsNotToldAgainUntilThen() {
    Instant day = world.storedAt.plus(Duration.ofDays(175));
    world.now = day.plus(Duration.ofDays(1));
    assertEquals(1, world.told().size());
    world.now = day;
    assertEquals(List.of(), world.told(), "a day ahead");
    world.now = day.minus(Duration.ofDays(1));
    assertEquals(1, world.told().size(), "two days ahead: its clock was wrong");
  }

  @Test
  void tellsWhoDoesNotHear() {
    world.confirmed = 0;
    world.pending = 1;
    assertEquals(List.of(), world.told(), "there is still time to confirm");
    world.now = world.now.plus(Duration.ofHours(19));
    assertEquals(List.of(), world.told());
    world.now = world.now.plus(Duration.ofHours(1));

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
    Instant asked = after(150);
    world.requested(asked);
    world.now = asked.plus(Duration.ofDays(2));
    assertEquals(List.of(), world.run().told(), "it may still come");
    world.now = world.now.plusSeconds(1);
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());

    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now.minus(Duration.ofHours(26));
    assertEquals(List.of(), world.run().told());
    world.noticedAt = world.now.minus(Duration.ofHours(26)).minusSeconds(1);
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
  }

  @Test
  void aNoticeOfAClockThatIsAheadSilencesNobody() {
    Instant asked = after(150);
    world.requested(asked);
    world.now = asked.plus(Duration.ofHours(49));
    world.noticedAt = world.now.plusSeconds(1);
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now;
    assertEquals(List.of(), world.run().told());
  }

  @Test
  void aSecretThatWasStoredAfterTheRequestEndsIt() {
    Instant asked = after(150);
    world.requested(asked);
    world.now = asked.plus(Duration.ofHours(50));
    world.storedAt = asked.plusSeconds(1);
    assertEquals(List.of(), world.run().told());
    world.storedAt = asked;
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
  }

  @Test
  void aRequestIsOverAfterAWeek() {
    Instant asked = after(100);
    world.requested(asked);
    world.now = asked.plus(Duration.ofDays(7)).minusSeconds(1);
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
    world.now = asked.plus(Duration.ofDays(8));
    assertEquals(List.of(), world.run().told());
  }

  @Test
  void aRequestIsNotYoungerThanTheEntryThatHoldsIt() {
    Instant asked = after(100);
    world.requested(asked);
    world.record(world.storedAt.plus(Duration.ofDays(180)), null, asked.plus(Duration.ofDays(300)));
    world.now = asked.plus(Duration.ofHours(49));

    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
  }

  @Test
  void theRotationTellsFirstThatTheSecretHasExpired() {
    world.settings = new WatchSettings(true, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    world.now = world.storedAt.plus(Duration.ofDays(180)).plus(Duration.ofHours(11));
    assertEquals(List.of(), world.run().told(), "its next run does");
    world.now = world.now.plus(Duration.ofDays(1));
    world.noticedAt = world.now.minus(Duration.ofHours(20));
    assertEquals(List.of(), world.run().told(), "it did");
    world.noticedAt = world.now.minus(Duration.ofHours(30));
    assertEquals(List.of(NoticeKind.SECRET_EXPIRED), world.run().told());
  }

  @Test
  void theRotationTellsFirstThatASecretDoesNotCome() {
    world.settings = new WatchSettings(true, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    Instant asked = after(100);
    world.requested(asked);
    world.now = asked.plus(Duration.ofHours(59));
    assertEquals(List.of(), world.run().told());
    world.now = asked.plus(Duration.ofHours(60));
    assertEquals(List.of(NoticeKind.NEW_SECRET_MISSING), world.run().told());
  }

  private Instant after(int days) {
    return world.storedAt.plus(Duration.ofDays(days));
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
    Instant good = world.now.plus(Duration.ofDays(1));
    world.called(good.plus(Duration.ofDays(1)), good);
    world.now = good.plus(Duration.ofHours(26));
    assertEquals(List.of(), world.told());
    world.now = world.now.plusSeconds(1);

    assertEquals(List.of("my-erp: calls to SP-API fail"), world.told());
    assertTrue(world.published.getFirst().text().contains("succeeded was at " + good + "."));
  }

  @Test
  void knowsTheLastGoodCallAlsoAfterTheMetricHasForgottenIt() {
    Instant good = world.now.plus(Duration.ofDays(1));
    world.called(good, good);
    world.now = good;
    assertEquals(List.of(), world.told());
    for (int day = 2; day < 40; day++) {
      world.now = good.plus(Duration.ofDays(day));
      world.called(world.now, day < 14 ? good : null);
      assertEquals(List.of("my-erp: calls to SP-API fail"), world.told(), "day " + day);
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
      world.now = world.now.plus(Duration.ofDays(1));
      assertEquals(List.of(), world.told(), "day " + day);
    }
    world.version = 2;
    world.storedAt = world.now;
    world.now = world.now.plus(Duration.ofHours(26));
    assertEquals(List.of(), world.told(), "the first period is not over");
    world.now = world.now.plus(Duration.ofHours(1));
    assertEquals(1, world.told().size());
  }

  @Test
  void aSecretThatNeverWorkedIsToldADayAfterItWasStored() {
    Instant first = world.now.plus(Duration.ofHours(1));
    Instant last = first.plus(Duration.ofDays(1));
    world.calls = new CallHistory(Optional.of(first), Optional.of(last), Optional.empty());
    world.now = first.plus(Duration.ofHours(26));
    assertEquals(List.of(), world.told());
    world.now = world.now.plusSeconds(1);

    assertEquals(List.of(NoticeKind.CALLS_FAIL), world.run().told());
    assertTrue(world.published.getFirst().text().contains("No call has succeeded so far."));
  }

  @Test
  void aWeeklyScheduleIsNotTakenForAFailure() {
    world.settings = new WatchSettings(false, "rate(7 days)", Optional.of(Duration.ofDays(7)));
    Instant last = world.now;
    world.called(last, last);
    for (int day = 0; day <= 7; day++) {
      world.now = last.plus(Duration.ofDays(day));
      assertEquals(List.of(), world.told(), "day " + day);
    }
    world.now = last.plus(Duration.ofDays(8));
    assertEquals(List.of("my-erp: SP-API is no longer called"), world.told());
  }

  @Test
  void tellsThatNobodyCallsForAsLongAsItIsTrue() {
    Instant last = world.now;
    world.called(last, last);
    assertEquals(List.of(), world.told());
    world.now = last.plus(Duration.ofHours(26));
    assertEquals(List.of(), world.told());
    world.now = world.now.plusSeconds(1);
    assertEquals(List.of("my-erp: SP-API is no longer called"), world.told());
    for (int day = 2; day < 40; day++) {
      world.now = last.plus(Duration.ofDays(day));
      if (day > 14) {
        world.calls = CallHistory.NONE;
      }
      assertEquals(List.of("my-erp: SP-API is no longer called"), world.told(), "day " + day);
      assertTrue(world.published.getFirst().text().contains("last call was at " + last));
    }
    world.called(world.now, world.now);
    world.now = world.now.plus(Duration.ofHours(12));
    assertEquals(List.of(), world.told());
  }

  @Test
  void withoutAPeriodNoCallIsMissed() {
    world.settings = new WatchSettings(false, "", Optional.empty());
    world.called(world.now, world.now);
    world.run();
    world.now = world.now.plus(Duration.ofDays(30));

    assertEquals(List.of(), world.told());
  }

  @Test
  void anotherScheduleHasAPeriodToBegin() {
    world.settings = new WatchSettings(false, "rate(7 days)", Optional.of(Duration.ofDays(7)));
    Instant last = world.now;
    world.called(last, last);
    for (int day = 0; day <= 6; day++) {
      world.now = last.plus(Duration.ofDays(day));
      assertEquals(List.of(), world.told());
    }
    world.settings = new WatchSettings(false, "rate(1 day)", Optional.of(Duration.ofDays(1)));
    assertEquals(List.of(), world.told());
    world.now = world.now.plus(Duration.ofDays(1));
    assertEquals(List.of(), world.told());
    world.now = world.now.plus(Duration.ofDays(1));
    assertEquals(1, world.told().size());
  }

  @Test
  void aStackThatIsMadeAgainHasAPeriodToBegin() {
    world.called(world.now, world.now);
    world.pending = 1;
    world.confirmed = 1;
    world.run();
    world.calls = CallHistory.NONE;
    world.now = world.now.plus(Duration.ofDays(60));
    assertEquals(List.of(), world.told());
    world.now = world.now.plus(Duration.ofDays(1));
    assertEquals(List.of("my-erp: 1 subscription is not confirmed"), world.told());
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
    world.now = now;
    assertEquals(List.of(), world.told());
    world.now = now.plus(Duration.ofHours(27));

    assertEquals(List.of(NoticeKind.SUBSCRIPTION_PENDING, NoticeKind.NO_CALLS), world.run().told());
  }

  @Test
  void tellsOfAnEditThatDoesNotCount() {
    world.editedAt = Optional.of(world.now);

    assertEquals(List.of(NoticeKind.RECORD_EDITED), world.run().told());
    assertTrue(world.published.getFirst().text().contains("edited by hand at " + world.now));
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
