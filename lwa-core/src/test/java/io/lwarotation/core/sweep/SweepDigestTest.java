package io.lwarotation.core.sweep;

import static io.lwarotation.core.sweep.SweepWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whom the digest names, in which order, and whose year ends. */
final class SweepDigestTest {
  private final SweepWorld world = new SweepWorld();

  @Test
  void namesTwentyAndCountsTheRest() {
    world.revoked("eu/s", 100, 160);
    Notice notice = world.digest().orElseThrow();

    assertTrue(notice.subject().contains("60 of 60 authorizations need attention"));
    assertEquals(20, Pattern.compile("(?m)^eu/s[0-9]+: ").matcher(notice.text()).results().count());
    assertTrue(notice.text().contains("\nand 40 more\n"), notice.text());
    assertEquals("nothing", text(world.nextDay()), "the unnamed are known too");

    world.revoked("na/late");
    assertTrue(world.nextDay().orElseThrow().subject().contains("61 of 61"));
    assertEquals(SweepState.MOST_NAMED, world.state.failing().size());
  }

  @Test
  void ofAPublicApplicationPeopleHearOfTheYearsEndThirtyFourteenSevenDaysBeforeAndThenDaily() {
    world.settings = new SweepSettings(true, 4);
    world.store("eu/acme");
    Set<Long> days = new HashSet<>();
    for (long day = 1; day <= 367; day++) {
      if (world.nextDay().isPresent()) {
        days.add(365 - day);
        String expected =
            day < 365 ? "eu/acme: ends in " : day == 365 ? "ends today" : "is over its year";
        assertTrue(world.told.getLast().text().contains(expected), world.told.getLast().text());
      }
    }
    assertEquals(Set.of(30L, 14L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L, -1L, -2L), days);

    world.fail("eu/acme", Diagnosis.REAUTHORIZE);
    assertTrue(text(world.nextDay()).contains("eu/acme: ended after a year"));
    world.store("eu/acme");
    assertEquals("nothing", text(world.nextDay()), "a new text begins a new year");
  }

  @Test
  void theYearOfTheApplicationsOwnAuthorizationIsToldAsWell() {
    world.own = Optional.of(world.now());
    world.clock.advance(Duration.ofDays(340));
    assertEquals("nothing", text(world.digest()), "of a private application");

    world.settings = new SweepSettings(true, 4);
    Notice alone = world.digest().orElseThrow();
    assertEquals("my-erp: 1 of 1 authorization needs attention", alone.subject());
    assertTrue(alone.text().contains("\ndefault: ends in 25 days ("), alone.text());
    assertEquals("nothing", text(world.nextDay()));

    world.own = Optional.of(world.now());
    world.revoked("eu/acme");
    assertTrue(world.nextDay().orElseThrow().subject().contains("1 of 1 authorization"));
  }

  @Test
  void aDayOnWhichNoSweepRanIsMadeUpFor() {
    world.settings = new SweepSettings(true, 4);
    world.store("eu/acme");
    world.digest();
    world.clock.advance(Duration.ofDays(337));

    assertTrue(text(world.digest()).contains("ends in 28 days"));
    assertEquals("nothing", text(world.nextDay()));
  }

  @Test
  void ofAPrivateApplicationNothingEnds() {
    world.store("eu/acme");
    world.clock.advance(Duration.ofDays(365));

    assertEquals("nothing", text(world.digest()));
  }

  @Test
  void namesWhoseYearEndsSoonOnceAndNobodyElse() {
    world.settings = new SweepSettings(true, 4);
    world.authorized("eu/ends", 335);
    world.authorized("eu/later", 334);
    world.authorized("eu/revoked", 340);
    world.fail("eu/revoked", Diagnosis.REAUTHORIZE);

    Result.Done done = world.sweepAll();

    assertEquals(1, done.due());
    Notice notice = world.told.getLast();
    assertEquals("my-erp: 2 of 3 authorizations need attention", notice.subject());
    assertTrue(notice.text().contains("eu/ends: ends in 30 days"), notice.text());
    assertTrue(notice.text().contains("eu/revoked: revoked since"), notice.text());
    assertFalse(notice.text().contains("eu/later:"), notice.text());
    assertFalse(notice.text().contains("eu/revoked: ends"), notice.text());
  }

  @Test
  void countsThoseWhoseYearEndsAmongTheUnnamed() {
    world.settings = new SweepSettings(true, 4);
    for (int i = 10; i < 25; i++) {
      world.authorized("eu/ends" + i, 340);
      world.revoked("na/revoked" + i);
    }

    assertTrue(
        text(world.digest()).contains("\nand 10 more\n"), text(Optional.of(world.told.getLast())));
  }

  @Test
  void whatIsNewComesFirst() {
    world.revoked("eu/a");
    world.store("eu/z");
    world.digest();
    world.fail("eu/z", Diagnosis.REAUTHORIZE);

    String text = text(world.nextDay());

    assertTrue(text.indexOf("eu/z: ") < text.indexOf("eu/a: "), text);
  }

  @Test
  void oneThatIsRefusedOnTheDayOnWhichItsYearEndsEndedWithIt() {
    world.settings = new SweepSettings(true, 4);
    world.authorized("eu/a", 365);
    world.authorized("eu/b", 364);
    world.fail("eu/a", Diagnosis.REAUTHORIZE);
    world.fail("eu/b", Diagnosis.REAUTHORIZE);

    String text = text(world.digest());

    assertTrue(text.contains("eu/a: ended after a year"), text);
    assertTrue(text.contains("eu/b: revoked"), text);
  }

  @Test
  void whatComesBackAmongTheUnnamedIsToldAgain() {
    world.revoked("eu/s", 100, 140);
    assertTrue(world.digest().isPresent());
    world.store("eu/s", 132, 140);
    assertEquals("nothing", text(world.nextDay()));
    for (int i = 132; i < 136; i++) {
      world.fail("eu/s" + i, Diagnosis.REAUTHORIZE);
    }

    assertTrue(world.nextDay().orElseThrow().subject().contains("36 of 40"));
  }
}
