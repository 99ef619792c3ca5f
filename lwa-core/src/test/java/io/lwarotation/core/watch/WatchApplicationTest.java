package io.lwarotation.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchApplicationTest {
  private final WatchWorld world = new WatchWorld();

  @ParameterizedTest
  @CsvSource({"90, '90,'", "150, '30,'", "160, ''", "179, ''"})
  void tellsOnTheDayOfTheReminderAt21And14And7DaysAndThenEveryDay(
      int remindAfterDays, String first) {
    world.settings = new WatchSettings(false, remindAfterDays, "", Optional.empty());
    List<String> told = new ArrayList<>();
    for (int day = 0; day < 185; day++) {
      if (!world.told().isEmpty()) {
        told.add(Integer.toString(180 - day));
      }
      world.now = world.now.plus(Duration.ofDays(1));
    }
    assertEquals(first + "21,14,7,6,5,4,3,2,1,0,-1,-2,-3,-4", String.join(",", told));
  }

  @ParameterizedTest
  @CsvSource({
    "0, expires within a day (2026-06-30)",
    "1, expired on 2026-06-30",
    "3, expired 2 days ago (2026-06-30)"
  })
  void countsTheDaysBeforeAndAfterTheEnd(int daysAfter, String subject) {
    assertEquals(
        List.of("my-erp: LWA client secret " + subject), world.toldAt(world.day(180 + daysAfter)));
  }

  @Test
  void tellsOfAStageThatWasMissedAtTheNextRun() {
    assertEquals(
        List.of("my-erp: LWA client secret expires in 18 days (2026-06-30)"),
        world.toldAt(world.day(180 - 18)));
    assertEquals(List.of(), world.toldAfter(Duration.ofDays(1)));
    assertEquals(1, world.toldAfter(Duration.ofDays(4)).size());
  }

  @Test
  void aNewSecretEndsTheSeriesAndBeginsItAnew() {
    assertEquals(1, world.toldAt(world.day(160)).size());
    world.storedAt = world.now;
    world.version++;

    assertEquals(List.of(), world.toldAfter(Duration.ofDays(1)));
    assertEquals(1, world.toldAfter(Duration.ofDays(158)).size());
  }

  @Test
  void twoRunsAtOnceTellOnce() {
    world.now = world.day(175);
    world.beforePut = () -> world.run();

    world.run();

    assertEquals(1, world.published.size());
  }

  @Test
  void aRunThatLostTheClaimDoesNotMakeTheWinnerForget() {
    world.now = world.day(175);
    // It had read before the winner's claim, and writes its own while the winner tells.
    Deadline deadline = Deadline.in(Duration.ofSeconds(50), () -> world.now);
    world.beforePublish =
        () -> world.put(WatchMemory.EMPTY, 0, world.now.plus(Duration.ofMinutes(2)), deadline);

    assertEquals(1, world.told().size());
    assertEquals(List.of(), world.toldAfter(Duration.ofHours(1)));
  }

  @Test
  void aRunThatDiesAfterTellingTellsAgainRatherThanNever() {
    world.now = world.day(175);
    world.diesBeforeRemembering = true;
    assertThrows(IllegalStateException.class, world::run);
    world.diesBeforeRemembering = false;

    assertEquals(List.of(), world.told(), "the first may still be at it");
    world.now = world.now.plus(Duration.ofMinutes(1)); // Lambda's wait before it tries again
    assertEquals(1, world.told().size());
  }

  @Test
  void aClaimOfAClockThatIsAheadSilencesNobody() {
    world.now = world.day(175);
    Instant claimed = world.now.plus(WatchApplication.TELLING);
    world.entries.add(new MemoryEntry(1, WatchMemory.EMPTY, null, claimed.plusSeconds(1)));
    assertEquals(1, world.told().size());
    world.entries.add(new MemoryEntry(3, WatchMemory.EMPTY, null, claimed));
    assertEquals(List.of(), world.told(), "it may be true");
  }

  @Test
  void aRunThatOnlyRemembersKeepsNoOtherFromTelling() {
    world.now = world.day(175);
    Deadline deadline = Deadline.in(Duration.ofSeconds(50), () -> world.now);
    world.beforePut = () -> world.put(WatchMemory.EMPTY, 0, null, deadline);

    assertEquals(1, world.told().size());
    assertEquals(List.of(), world.told());
  }

  @Test
  void tellsTwiceRatherThanNeverWhereTheWinnerCannotBeSeen() {
    world.now = world.day(175);
    world.unseen.add(2L);
    world.beforePut = world::run;

    world.run();

    assertEquals(2, world.published.size());
  }

  @Test
  void whatCouldNotBePublishedIsPublishedByTheNextRun() {
    world.now = world.day(175);
    world.failing.add("publish");
    assertEquals(List.of("publish is refused."), world.run().problems());
    world.failing.clear();

    assertEquals(1, world.told().size());
  }

  @Test
  void withoutItsMemoryItTellsTwiceRatherThanNever() {
    world.now = world.day(175);
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
    world.now = world.day(175);
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
  void whatWasToldOnTheNextDayOfAClockThatIsAheadIsNotToldAgainUntilThen() {
    Instant day = world.day(175);
    assertEquals(1, world.toldAt(day.plus(Duration.ofDays(1))).size());
    assertEquals(List.of(), world.toldAt(day), "a day ahead");
    assertEquals(
        1,
        world.toldAt(day.minus(Duration.ofDays(1))).size(),
        "two days ahead: its clock was wrong");
  }

  @Test
  void tellsWhoDoesNotHear() {
    world.confirmed = 0;
    world.pending = 1;
    assertEquals(List.of(), world.told(), "there is still time to confirm");
    assertEquals(List.of(), world.toldAfter(Duration.ofHours(19)));
    world.now = world.now.plus(Duration.ofHours(1));

    assertEquals(
        List.of(
            NoticeKind.NOBODY_SUBSCRIBED,
            NoticeKind.SUBSCRIPTION_PENDING,
            NoticeKind.SUBSCRIPTION_GONE),
        world.run().told());
    assertEquals(List.of(), world.told());
    assertEquals(3, world.toldAfter(Duration.ofDays(1)).size(), "daily for as long as it lasts");
  }

  @Test
  void withoutParameterStoreItGoesByItsOwnClock() {
    world.failing.add("secret");

    WatchApplication.Result result = world.run();

    assertEquals(List.of(NoticeKind.WATCH_INCOMPLETE), result.told());
    assertEquals(world.now, result.now());
  }
}
