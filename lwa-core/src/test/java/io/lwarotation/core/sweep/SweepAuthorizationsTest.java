package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SweepAuthorizationsTest {
  private final SweepWorld world = new SweepWorld();

  private static String text(Optional<Notice> notice) {
    return notice.map(Notice::text).orElse("nothing");
  }

  @Test
  void triesEachOnceAndCountsTheOutcomes() {
    for (int i = 0; i < 100; i++) {
      world.store("eu/s" + i);
    }
    world.fail("eu/s7", Diagnosis.REAUTHORIZE);
    world.fail("eu/s8", Diagnosis.THROTTLED);

    Result.Done done = assertInstanceOf(Result.Done.class, world.sweep());

    assertEquals(100, done.total());
    assertEquals(Map.of("ok", 98L, "Reauthorize", 1L, "Throttled", 1L), done.counts());
    assertEquals(world.stored.keySet(), new HashSet<>(world.tried));
    assertEquals(100, world.tried.size());
    assertTrue(world.mostAtOnce.get() <= 4, "never more at once than is set");
    assertEquals(Set.of("eu/s7 Reauthorize", "eu/s8 Throttled"), Set.copyOf(world.reported));
  }

  @Test
  void whereNoneAreItDoesNothing() {
    assertInstanceOf(Result.Done.class, world.sweep());

    assertEquals(SweepState.EMPTY, world.state);
    assertEquals(List.of(), world.told);
  }

  @Test
  void tellsOnceOfEachAndNothingOfWhatPasses() {
    for (int i = 0; i < 250; i++) {
      world.store("eu/s" + i);
    }
    assertEquals("nothing", text(world.digest()));

    world.fail("eu/s1", Diagnosis.REAUTHORIZE);
    world.fail("eu/s2", Diagnosis.UNREACHABLE);
    world.fail("eu/s3", Diagnosis.WRONG_REGION);
    Notice notice = world.nextDay().orElseThrow();
    assertEquals("my-erp: 2 of 250 authorizations need attention", notice.subject());
    assertTrue(notice.text().contains("eu/s1: revoked since " + world.today()), notice.text());
    assertTrue(notice.text().contains("eu/s3: stored under the wrong region since"), notice.text());
    assertTrue(notice.text().contains("\n   ./lwa authorizations --app my-erp\n"), notice.text());
    assertFalse(notice.text().contains("eu/s2:"), notice.text());

    assertEquals("nothing", text(world.nextDay()), "nothing is new");
    LocalDate first = world.today().minusDays(1);
    world.fail("eu/s4", Diagnosis.CHECK_ROLES);
    String next = text(world.nextDay());
    assertTrue(next.contains("eu/s4: lacks a role"), next);
    assertTrue(next.contains("eu/s1: revoked since " + first), next);

    world.store("eu/s1");
    world.store("eu/s3");
    world.store("eu/s4");
    assertEquals("nothing", text(world.nextDay()), "nobody is told of what is over");
    assertEquals(Map.of(), world.state.failing());
    world.fail("eu/s1", Diagnosis.REAUTHORIZE);
    assertTrue(text(world.nextDay()).contains("eu/s1: revoked since " + world.today()));
  }

  @Test
  void whatFailedInPassingIsNotForgotten() {
    world.store("eu/acme");
    world.fail("eu/acme", Diagnosis.REAUTHORIZE);
    LocalDate first = world.today();
    assertTrue(world.digest().isPresent());

    world.fail("eu/acme", Diagnosis.UNREACHABLE);
    assertEquals("nothing", text(world.nextDay()));
    assertEquals(
        first,
        Objects.requireNonNull(world.state.failing().get(Authorization.of("eu/acme"))).since());
    world.fail("eu/acme", Diagnosis.REAUTHORIZE);
    assertEquals("nothing", text(world.nextDay()), "it was told");
  }

  @Test
  void aTokenOfTheWrongRegionStaysOneWhereTheOtherRegionsCannotBeAsked() {
    world.store("eu/acme");
    world.fail("eu/acme", Diagnosis.WRONG_REGION);
    assertTrue(world.digest().isPresent());

    world.fail("eu/acme", Diagnosis.CHECK_ROLES);
    assertEquals("nothing", text(world.nextDay()));
    world.fail("eu/acme", Diagnosis.WRONG_REGION);
    assertEquals("nothing", text(world.nextDay()), "it was told");

    world.store("eu/acme");
    world.fail("eu/acme", Diagnosis.CHECK_ROLES);
    assertTrue(text(world.nextDay()).contains("eu/acme: lacks a role"), "it is another token");
  }

  @Test
  void aSecondSweepOfADayTellsNothingAndTheNextDayTellsIt() {
    world.store("eu/a");
    world.store("eu/b");
    world.fail("eu/a", Diagnosis.REAUTHORIZE);
    assertTrue(world.digest().isPresent());
    world.fail("eu/b", Diagnosis.REAUTHORIZE);

    assertEquals("nothing", text(world.digest()));
    assertTrue(text(world.nextDay()).contains("eu/b: revoked"));
  }

  @Test
  void aDigestThatCouldNotBeSentIsSentByTheNextRun() {
    world.store("eu/a");
    world.fail("eu/a", Diagnosis.REAUTHORIZE);
    world.publishing = new IllegalStateException("SNS is down");
    assertThrows(IllegalStateException.class, world::sweep);
    world.publishing = null;

    assertTrue(world.digest().isPresent());
  }

  @Test
  void namesTwentyAndCountsTheRest() {
    for (int i = 100; i < 160; i++) {
      world.store("eu/s" + i);
      world.fail("eu/s" + i, Diagnosis.REAUTHORIZE);
    }
    Notice notice = world.digest().orElseThrow();

    assertTrue(notice.subject().contains("60 of 60 authorizations need attention"));
    assertEquals(20, Pattern.compile("(?m)^eu/s[0-9]+: ").matcher(notice.text()).results().count());
    assertTrue(notice.text().contains("\nand 40 more\n"), notice.text());
    assertEquals("nothing", text(world.nextDay()), "the unnamed are known too");

    world.store("na/late");
    world.fail("na/late", Diagnosis.REAUTHORIZE);
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
  void aDayOnWhichNoSweepRanIsMadeUpFor() {
    world.settings = new SweepSettings(true, 4);
    world.store("eu/acme");
    world.digest();
    world.clock.advance(Duration.ofDays(337));

    assertTrue(text(world.digest()).contains("ends in 28 days"));
    assertEquals("nothing", text(world.nextDay()));
  }

  @Test
  void aTypedDateMakesTheEndEarlierAndNeverLater() {
    world.settings = new SweepSettings(true, 4);
    world.store("eu/early", Optional.of(world.today().minusDays(340)));
    world.store("eu/late", Optional.of(world.today().plusDays(340)));

    String text = text(world.digest());

    assertTrue(text.contains("eu/early: ends in 25 days"), text);
    assertEquals(
        365,
        new AuthorizationYear(
                Objects.requireNonNull(world.stored.get(Authorization.of("eu/late"))).since())
            .daysLeft(world.today()));
  }

  @Test
  void ofAPrivateApplicationNothingEnds() {
    world.store("eu/acme");
    for (int day = 0; day < 400; day++) {
      assertEquals("nothing", text(world.nextDay()));
    }
  }

  @Test
  void goesOnWhereItStoppedAndCountsAllAtTheEnd() {
    for (int i = 100; i < 200; i++) {
      world.store("eu/s" + i);
    }
    world.fail("eu/s110", Diagnosis.REAUTHORIZE);
    world.fail("eu/s190", Diagnosis.CHECK_ROLES);
    world.perTrial = Duration.ofSeconds(3);
    Result result = world.sweep(Duration.ofMinutes(3));
    int runs = 1;
    while (result instanceof Result.GoesOn) {
      assertEquals(List.of(), world.told, "one digest, at the end");
      result = world.sweep(Duration.ofMinutes(3));
      runs++;
    }

    assertTrue(runs > 1 && runs < 6, "runs: " + runs);
    assertEquals(
        Map.of("ok", 98L, "Reauthorize", 1L, "CheckRoles", 1L),
        assertInstanceOf(Result.Done.class, result).counts());
    assertEquals(100, world.tried.size(), "each once");
    assertEquals(1, world.told.size());
    assertEquals(Optional.empty(), world.state.going());
  }

  @Test
  void onLwas429FewerAreTriedAtOnceAndNobodyFailsForIt() {
    for (int i = 0; i < 200; i++) {
      world.store("eu/s" + i);
    }
    world.throttledByLwa.set(3);

    Result.Done done = assertInstanceOf(Result.Done.class, world.sweep());

    assertEquals(Map.of("ok", 200L), done.counts());
    assertTrue(done.lowest() < 4, "slowed down");
    assertTrue(world.reported.contains("slowed"));
  }

  @Test
  void whereTheClientItselfFailsNothingIsSaidOfAnyAuthorization() {
    world.store("eu/acme");
    world.client = new DiagnosedException(Diagnosis.NOT_CONFIGURED, "no client id", null);
    assertInstanceOf(Result.ClientFails.class, world.sweep());

    world.client = null;
    for (int i = 0; i < 100; i++) {
      world.store("eu/s" + i);
      world.fail("eu/s" + i, Diagnosis.ROTATE_SECRET);
    }
    assertInstanceOf(Result.ClientFails.class, world.sweep());
    assertEquals(List.of(), world.told);
    assertEquals(SweepState.EMPTY, world.state);
  }

  @Test
  void oneThatCannotBeReadIsNamedAndTheOthersGoOn() {
    world.store("eu/good");
    Authorization bad = Authorization.of("eu/bad");
    world.stored.put(
        bad,
        new StoredAuthorization(
            bad,
            Optional.empty(),
            "/my-erp/authorizations/eu/bad cannot be decrypted",
            world.now(),
            Optional.empty()));
    world.foreign.add("/my-erp/authorizations/notes");

    assertTrue(text(world.digest()).contains("eu/bad: its refresh token cannot be read or used"));
    assertEquals(List.of(Authorization.of("eu/good")), world.tried);
    assertTrue(world.reported.contains("skipped /my-erp/authorizations/notes"));
    assertEquals(Optional.of(Authorization.of("eu/good")), world.state.worked());
  }

  @Test
  void slowsDownByHalfAndComesBackOneByOne() {
    Pace pace = new Pace(16);
    pace.halve();
    pace.halve();
    assertEquals(4, pace.lowest());
    for (int i = 0; i < 4; i++) {
      assertTrue(pace.enter(Duration.ZERO) || i > 3);
    }
    for (int i = 0; i < 12 * 20; i++) {
      pace.good();
    }
    pace.halve();
    assertEquals(4, pace.lowest());
  }

  /** Authorizations come, go, are revoked and authorized again, through years; by seeds. */
  @Test
  void eachTroubleIsToldOnceAndInTimeWhateverHappens() {
    for (long seed = 1; seed <= 60; seed++) {
      new History(seed).play();
    }
  }

  /** What can be wrong with one authorization. */
  private static final List<Diagnosis> FAILURES =
      List.of(
          Diagnosis.REAUTHORIZE,
          Diagnosis.CHECK_ROLES,
          Diagnosis.WRONG_REGION,
          Diagnosis.THROTTLED,
          Diagnosis.UNREACHABLE,
          Diagnosis.UNEXPECTED);

  private static final class History {
    private static final Pattern LINE = Pattern.compile("(?m)^((?:na|eu|fe)/s[0-9]+): (.*)$");

    private final long seed;
    private final SplittableRandom random;
    private final SweepWorld world = new SweepWorld();

    /** What people know, until it is over. */
    private final Map<Authorization, Diagnosis> known = new HashMap<>();

    History(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      world.settings = new SweepSettings(true, 1 + random.nextInt(8));
    }

    void play() {
      for (int day = 0; day < 420; day++) {
        for (int i = random.nextInt(3); i > 0; i--) {
          happen();
        }
        int before = world.told.size();
        boolean runs = random.nextInt(20) > 0;
        if (runs) {
          Result result = world.sweep(Duration.ofMinutes(5));
          while (result instanceof Result.GoesOn) {
            result = world.sweep(Duration.ofMinutes(5));
          }
          check(world.told.subList(before, world.told.size()));
        }
        world.clock.advance(Duration.ofDays(1));
      }
    }

    private void happen() {
      String name = List.of("na", "eu", "fe").get(random.nextInt(3)) + "/s" + random.nextInt(10);
      Authorization one = Authorization.of(name);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          world.store(
              name,
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(world.today().minusDays(random.nextInt(400))));
          known.remove(one);
        }
        case 2 -> {
          world.stored.remove(one);
          world.failing.remove(one);
          known.remove(one);
        }
        case 3 -> world.fail(name, FAILURES.get(random.nextInt(FAILURES.size())));
        default -> world.throttledByLwa.set(random.nextInt(3));
      }
    }

    private void check(List<Notice> notices) {
      assertTrue(notices.size() <= 1, () -> seed + ": one digest a day");
      Map<String, String> lines = new HashMap<>();
      for (Notice notice : notices) {
        Matcher line = LINE.matcher(notice.text());
        while (line.find()) {
          lines.put(line.group(1), line.group(2));
        }
      }
      boolean news = false;
      for (StoredAuthorization one : world.stored.values()) {
        DiagnosedException failure = world.failing.get(one.authorization());
        boolean needs =
            failure != null
                && failure.diagnosis() != Diagnosis.THROTTLED
                && failure.diagnosis() != Diagnosis.UNREACHABLE;
        // A token of the wrong region stays one where the others cannot be asked.
        boolean saysLess =
            failure != null
                && failure.diagnosis() == Diagnosis.CHECK_ROLES
                && known.get(one.authorization()) == Diagnosis.WRONG_REGION;
        if (needs
            && failure != null
            && !saysLess
            && known.get(one.authorization()) != failure.diagnosis()) {
          news = true;
          known.put(one.authorization(), failure.diagnosis());
          assertTrue(
              lines.containsKey(one.authorization().toString()),
              () -> seed + ": " + one.authorization() + " is not told on " + world.today());
        }
        if (failure == null) {
          known.remove(one.authorization());
        }
        long left = one.year().daysLeft(world.today());
        if (left <= 7 && !world.state.failing().containsKey(one.authorization())) {
          news = true;
          assertTrue(
              lines.containsKey(one.authorization().toString()),
              () -> seed + ": the end of " + one.authorization() + " is not told");
        }
        news |= left <= 30;
      }
      assertTrue(news || notices.isEmpty(), () -> seed + ": told without news on " + world.today());
      for (String name : lines.keySet()) {
        assertTrue(
            world.stored.containsKey(Authorization.of(name)), () -> seed + ": told of a gone one");
      }
    }
  }

  @Test
  void theFakesRefusalOfLwaIsNoSellers() {
    // A 429 of SP-API is one seller's: it slows nobody down.
    world.store("eu/busy");
    world.failing.put(
        Authorization.of("eu/busy"),
        new DiagnosedException(Diagnosis.THROTTLED, "429", Fakes.spApi(429, Refusal.THROTTLED)));

    assertEquals(4, assertInstanceOf(Result.Done.class, world.sweep()).lowest());
    assertFalse(world.reported.contains("slowed"));
  }
}
