package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Secret;
import io.lwarotation.core.sweep.StoreAuthorization.Outcome;
import io.lwarotation.core.sweep.StoreAuthorization.Request;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StoreAuthorizationTest implements AuthorizationVault {
  private static final Authorization ACME = Authorization.of("eu/acme");
  private static final Secret TOKEN = Secret.of("Atzr|" + Fakes.MARKER);

  private final SweepWorld world = new SweepWorld();
  private final List<String> writes = new ArrayList<>();
  private @Nullable StoredAuthorization stored;

  private Outcome run(Optional<LocalDate> authorized, boolean force, boolean dryRun) {
    return new StoreAuthorization(this, world, world.clock)
        .run(
            new Request(ACME, TOKEN, authorized, force, dryRun),
            Deadline.in(Duration.ofMinutes(1), world.clock));
  }

  private Outcome run() {
    return run(Optional.empty(), false, false);
  }

  @Test
  void whatDoesNotWorkIsNotStored() {
    world.fail("eu/acme", Diagnosis.REAUTHORIZE);

    assertInstanceOf(Outcome.Refused.class, run());
    assertEquals(List.of(), writes);
  }

  @Test
  void theSameTextIsNotWrittenAgain() {
    assertEquals(new Outcome.Stored(Optional.empty()), run());
    world.clock.advance(Duration.ofDays(30));

    assertEquals(new Outcome.Unchanged(world.today().minusDays(30)), run());
    assertEquals(List.of("token"), writes);
  }

  @Test
  void anEarlierDayIsNotedAlsoForTheSameText() {
    run();
    LocalDate day = world.today().minusDays(100);

    assertInstanceOf(Outcome.Stored.class, run(Optional.of(day), false, false));
    assertInstanceOf(Outcome.Unchanged.class, run(Optional.of(day.plusDays(1)), false, false));
    assertEquals(List.of("token", day.toString()), writes);
  }

  @Test
  void aDayThatIsNoEarlierIsNotNoted() {
    run(Optional.of(world.today().plusYears(1)), false, false);
    run(Optional.of(world.today()), false, false);

    assertEquals(List.of("token"), writes);
  }

  @Test
  void aDryRunWritesNothingAndSaysWhatWouldBe() {
    Optional<LocalDate> day = Optional.of(world.today().minusDays(1));
    assertInstanceOf(Outcome.Stored.class, run(day, false, true));
    assertEquals(List.of(), writes);

    run();
    assertInstanceOf(Outcome.Stored.class, run(day, false, true));
    assertInstanceOf(Outcome.Unchanged.class, run(Optional.empty(), false, true));
    assertEquals(List.of("token"), writes);
  }

  /** Nobody may be told that it works. */
  @Test
  void whatIsStoredAlreadyAndDoesNotWorkIsNamedWithItsProblem() {
    run();
    world.fail("eu/acme", Diagnosis.REAUTHORIZE);

    Outcome.Stored outcome =
        assertInstanceOf(Outcome.Stored.class, run(Optional.empty(), true, false));

    assertEquals(
        Optional.of(Diagnosis.REAUTHORIZE), outcome.problem().map(DiagnosedException::diagnosis));
    assertEquals(List.of("token"), writes);
  }

  @Override
  public Optional<StoredAuthorization> find(Authorization authorization, Deadline deadline) {
    return Optional.ofNullable(stored);
  }

  @Override
  public void write(Authorization authorization, Secret token, Deadline deadline) {
    writes.add("token");
    stored =
        new StoredAuthorization(
            authorization, Optional.of(token), "", world.now(), Optional.empty());
  }

  @Override
  public void writeAuthorized(Authorization authorization, LocalDate day, Deadline deadline) {
    writes.add(day.toString());
    stored =
        new StoredAuthorization(
            authorization, Optional.of(TOKEN), "", world.now(), Optional.of(day));
  }

  @Override
  public void delete(Authorization authorization, Deadline deadline) {
    stored = null;
  }
}
