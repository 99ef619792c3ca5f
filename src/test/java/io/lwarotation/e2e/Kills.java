package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One stack whose NewSecretHandler is killed again and again while it takes in new secrets. */
final class Kills {
  /** An invocation that was killed may have claimed the record for so long. */
  private static final Duration CLAIM = Duration.ofMinutes(16);

  private static final int MOST_KILLS_OF_A_MESSAGE = 4;
  private static final int MOST_DELIVERIES = 12;

  private final AutomaticStack world;
  private final long seed;
  private final Random random;
  private int kills;

  /** What one acceptance asks of AWS and of Amazon, so that kills can come between any two. */
  private int requests;

  private Kills(AutomaticStack world, long seed) {
    this.world = world;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /**
   * Deploys a stack and kills so many times.
   *
   * @return what to print
   */
  static String run(int kills, long seed) {
    try (AutomaticStack world = AutomaticStack.deploy()) {
      return new Kills(world, seed).run(kills);
    }
  }

  private String run(int wanted) {
    int rotations = 1;
    acceptUndisturbed();
    while (kills < wanted) {
      acceptWithKills();
      rotations++;
    }
    assertTrue(
        world.stage.mails("a new LWA client secret is stored").size() >= rotations,
        "somebody was told of each");
    world.assertNothingWasTold();
    return kills + " kills, " + rotations + " new secrets, all stored";
  }

  private void acceptUndisturbed() {
    world.application.rotateInConsoleWithMessage();
    forgetRequests();
    world.settle();
    requests = requests();
    assertTrue(requests > 5, "acceptance was seen");
    assertAccepted();
  }

  private void acceptWithKills() {
    world.cloud.clock().advance(CLAIM);
    String before = world.storedSecret();
    String fresh = world.application.rotateInConsoleWithMessage();
    int mostKills = 1 + random.nextInt(MOST_KILLS_OF_A_MESSAGE);
    for (int delivery = 1; !world.waiting().isEmpty(); delivery++) {
      assertTrue(delivery <= MOST_DELIVERIES, () -> "the message is still not accepted: " + this);
      String storedBefore = world.storedSecret();
      if (delivery <= mostKills) {
        drainAndKill();
      } else {
        world.cloud.drain();
      }
      String stored = world.storedSecret();
      assertTrue(List.of(before, fresh).contains(stored), this::toString);
      assertTrue(world.application.isAcceptedEverywhere(stored), this::toString);
      assertFalse(storedBefore.equals(fresh) && !stored.equals(fresh), this::toString);
      if (world.waiting().isEmpty()) {
        assertEquals(fresh, stored, () -> "acknowledged, not stored: " + this);
      } else {
        world
            .cloud
            .clock()
            .advance(world.visibility().compareTo(CLAIM) > 0 ? world.visibility() : CLAIM);
      }
    }
    assertEquals(fresh, world.storedSecret(), this::toString);
    assertAccepted();
  }

  /** Kills between two requests, or at the very moment of one, or while the process starts. */
  private void drainAndKill() {
    forgetRequests();
    int runsBefore = world.cloud.runs().size();
    int request = random.nextInt(requests + 1);
    long then = request == 0 ? random.nextLong(600_000_000) : random.nextLong(3_000_000);
    CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(world.cloud::drain);
    while (requests() < request && !drained.isDone()) {
      LockSupport.parkNanos(100_000);
    }
    long moment = System.nanoTime() + then;
    while (System.nanoTime() < moment && !drained.isDone()) {
      LockSupport.parkNanos(50_000);
    }
    world.cloud.host(world.newSecretHandler()).kill();
    drained.join();
    for (LocalCloud.Run run : world.cloud.runs().subList(runsBefore, world.cloud.runs().size())) {
      if (run.result() instanceof Invocation.Crashed(int exitCode)) {
        assertEquals(137, exitCode);
        kills++;
      }
    }
  }

  private void forgetRequests() {
    world.cloud.aws().journal().clear();
    world.cloud.amazon().journal().clear();
  }

  /** The poller's own ones do not count. */
  private int requests() {
    long aws =
        world.cloud.aws().journal().entries().stream()
            .filter(entry -> !entry.service().equals("sqs"))
            .count();
    return (int) aws + world.cloud.amazon().journal().entries().size();
  }

  private void assertAccepted() {
    JsonNode record = world.record();
    assertEquals(world.application.clientSecret(), world.storedSecret());
    assertEquals(world.secretVersion().version(), record.path("secretVersion").asLong());
    assertEquals(
        world.application.clientSecretExpiresAt(),
        Instant.parse(record.path("expiresAt").asText()));
    assertEquals(List.of(), world.waiting());
    assertEquals(List.of(), world.dead());
  }

  @Override
  public String toString() {
    return "seed " + seed + " after " + kills + " kills";
  }
}
