package io.lwarotation.core.sweep;

import static io.lwarotation.core.sweep.SweepWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.sweep.SweepAuthorizations.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SweepAuthorizationsTest {
  private final SweepWorld world = new SweepWorld();

  @Test
  void triesEachOnceAndCountsTheOutcomes() {
    world.store("eu/s", 0, 100);
    world.fail("eu/s7", Diagnosis.REAUTHORIZE);
    world.fail("eu/s8", Diagnosis.THROTTLED);

    Result.Done done = world.sweepAll();

    assertEquals(100, done.total());
    assertEquals(Map.of("ok", 98L, "Reauthorize", 1L, "Throttled", 1L), done.counts());
    assertEquals(world.stored.keySet(), new HashSet<>(world.tried));
    assertEquals(100, world.tried.size());
    assertTrue(world.mostAtOnce.get() <= 4, "never more at once than is set");
    assertEquals(Set.of("eu/s7 Reauthorize", "eu/s8 Throttled"), Set.copyOf(world.reported));
  }

  @Test
  void whereNoneAreItDoesNothing() {
    world.sweepAll();

    assertEquals(SweepState.EMPTY, world.state);
    assertEquals(List.of(), world.told);
  }

  @Test
  void tellsOnceOfEachAndNothingOfWhatPasses() {
    world.store("eu/s", 0, 250);
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
    world.revoked("eu/acme");
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
    world.revoked("eu/a");
    world.store("eu/b");
    assertTrue(world.digest().isPresent());
    world.fail("eu/b", Diagnosis.REAUTHORIZE);

    assertEquals("nothing", text(world.digest()));
    assertTrue(text(world.nextDay()).contains("eu/b: revoked"));
  }

  @Test
  void aDigestThatCouldNotBeSentIsSentByTheNextRun() {
    world.revoked("eu/a");
    world.publishing = new IllegalStateException("SNS is down");
    assertThrows(IllegalStateException.class, world::sweep);
    world.publishing = null;

    assertTrue(world.digest().isPresent());
  }

  @Test
  void aSweepThatBrokeOffTheDayBeforeIsBegunAnew() {
    world.store("eu/s", 100, 200);
    world.perTrial = Duration.ofSeconds(3);
    assertInstanceOf(Result.GoesOn.class, world.sweep(Duration.ofMinutes(3)));
    world.perTrial = Duration.ZERO;
    world.clock.advance(Duration.ofHours(23));
    world.tried.clear();

    Result.Done done = world.sweepAll();

    assertEquals(Map.of("ok", 100L), done.counts());
    assertEquals(100, world.tried.size());
  }

  @Test
  void goesOnWhereItStoppedAndCountsAllAtTheEnd() {
    world.store("eu/s", 100, 200);
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
    world.store("eu/s", 0, 200);
    world.throttledByLwa.set(3);

    Result.Done done = world.sweepAll();

    assertEquals(Map.of("ok", 200L), done.counts());
    assertTrue(done.lowest() < 4, "slowed down");
    assertTrue(world.reported.contains("slowed"));
  }

  @Test
  void afterAFaultOfThisProgramWithOneTheOthersGoOn() {
    world.store("eu/a");
    world.store("eu/b");
    world.during =
        one -> {
          if (one.name().equals("a")) {
            throw new IllegalStateException("a fault");
          }
        };

    Result.Done done = world.sweepAll();

    assertEquals(Map.of("ok", 1L, "Unexpected", 1L), done.counts());
    assertEquals(List.of("eu/a Unexpected"), world.reported);
  }

  @Test
  void namesForeignParametersAlsoWhereNoAuthorizationIs() {
    world.foreign.add("/my-erp/authorizations/notes");

    world.sweepAll();

    assertEquals(List.of("skipped /my-erp/authorizations/notes"), world.reported);
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
  void a429OfSpApiIsOneSellersAndSlowsNobodyDown() {
    world.store("eu/busy");
    world.failing.put(
        Authorization.of("eu/busy"),
        new DiagnosedException(Diagnosis.THROTTLED, "429", Fakes.spApi(429, Refusal.THROTTLED)));

    assertEquals(4, world.sweepAll().lowest());
    assertFalse(world.reported.contains("slowed"));
  }
}
