package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.amazon.Region;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.http.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client with authorizations in two regions: the stack's own sweep, and its rotation. */
@Order(3)
final class SweptStackTest {
  private static final String PATH = "/my-erp/authorizations/";
  private static final String STATE = "/my-erp/lwa/sweep";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private @Nullable AutomaticStack open;

  private static Path template() {
    return Project.templates("cdk.out-swept").resolve("lwa-my-erp.template.json");
  }

  private AutomaticStack deploy(Path template) {
    AutomaticStack world = AutomaticStack.deploy(template);
    open = world;
    return world;
  }

  @AfterEach
  void stop() {
    try (AutomaticStack world = open) {
      if (world != null) {
        world.assertNothingWasTold();
      }
    }
  }

  private static String authorize(AutomaticStack world, String name) {
    String region = name.substring(0, 2);
    String token = world.application.authorize(region.equals("eu") ? Region.EU : Region.NA);
    world.stage.create(PATH + name, token);
    return token;
  }

  private static Invocation call(AutomaticStack world, String name) {
    return world.stage.call("{\"authorization\":\"" + name + "\"}");
  }

  private static DeployedFunction sweeper(AutomaticStack world) {
    return world.stack.function("io.lwarotation.handler.SweepHandler");
  }

  /** Without the one of the deploy, which found no authorization. */
  private static List<LocalCloud.Run> sweeps(AutomaticStack world) {
    return world.cloud.runs().stream()
        .filter(run -> run.function().equals(sweeper(world)))
        .skip(1)
        .toList();
  }

  @Test
  void oneRotationServesAllAndTheRevokedOneIsToldOnce() throws Exception {
    AutomaticStack world = deploy(template());
    authorize(world, "eu/good");
    String revoked = authorize(world, "na/revoked");
    assertInstanceOf(Invocation.Answered.class, call(world, "eu/good"));
    assertInstanceOf(Invocation.Answered.class, call(world, "na/revoked"));
    world.application.revoke(revoked);

    world.stage.hours(24);
    assertEquals(1, sweeps(world).size(), "once a day");
    assertEquals(1, world.stage.mails("1 of 2 authorizations of my-erp needs attention").size());
    assertEquals(1, world.stage.mails("na/revoked: revoked since ").size());

    world.untilDue();
    world.settle();
    assertEquals(1, world.rotationsAsked());
    assertNotEquals(world.firstSecret, world.storedSecret());
    assertEquals(world.application.clientSecret(), world.storedSecret());
    assertEquals(1, world.stage.mails("na/revoked: revoked since ").size(), "nothing has changed");

    world.cloud.clock().advance(Duration.ofHours(2)); // the kept tokens end
    for (String event : List.of("{}", "{\"authorization\":\"eu/good\"}")) {
      Invocation.Answered good =
          assertInstanceOf(Invocation.Answered.class, world.stage.call(event), event);
      assertEquals(
          world.secretVersion().version(),
          Answers.json(good.payload()).at("/secret/version").asLong());
    }
    Invocation.Failed failed = assertInstanceOf(Invocation.Failed.class, call(world, "na/revoked"));
    assertTrue(failed.errorMessage().startsWith("Reauthorize:"), failed.errorMessage());
    assertEquals(List.of(), world.dead());
  }

  @Test
  void whereOnlyAnAuthorizationThatWorkedLastCanProveANewSecretItDoes() {
    AutomaticStack world = deploy(template());
    authorize(world, "eu/good");
    world.application.revoke(authorize(world, "na/revoked"));
    world.stage.put(Stage.REFRESH_TOKEN, Stage.PLACEHOLDER);
    world.application.forbidGrantType("client_credentials");
    world.stage.hours(24);
    world.cloud.amazon().journal().clear();

    String fresh = world.application.rotateInConsoleWithMessage();
    world.settle();

    assertEquals(fresh, world.storedSecret());
    assertEquals(0, world.cloud.amazon().journal().count(FakeAmazon.SP_API));
    assertTrue(world.cloud.amazon().journal().count(FakeAmazon.SP_API_ELSEWHERE) > 0);
    assertEquals(List.of(), world.dead());
  }

  @Test
  void aSweepThatIsNotDoneInItsTimeGoesOnInAFreshInvocation() throws Exception {
    JsonNode whole = Answers.json(Files.readString(template()));
    for (JsonNode resource : whole.path("Resources")) {
      if (resource.at("/Properties/Handler").asText().endsWith("SweepHandler")) {
        ObjectNode properties = (ObjectNode) resource.get("Properties");
        properties.put("Timeout", 57); // 50 seconds of it are kept for the end
        ((ObjectNode) properties.at("/Environment/Variables")).put("LWA_SWEEP_AT_ONCE", "1");
      }
    }
    Path hurried = folder.resolve("hurried.template.json");
    Files.writeString(hurried, whole.toString());
    AutomaticStack world = deploy(hurried);
    int all = 40;
    for (int n = 0; n < all; n++) {
      authorize(world, (n % 2 == 0 ? "eu/a" : "na/a") + n);
    }
    world.application.revoke(authorize(world, "eu/revoked"));
    // Never handed out: only looking whether it fits takes its time, for each token.
    world
        .cloud
        .amazon()
        .lwaFaults()
        .next(
            1,
            _ -> {
              LockSupport.parkNanos(200_000_000);
              return false;
            },
            new Reply.Reset());

    world.stage.hours(24);
    Instant longest = Instant.now().plusSeconds(180);
    while (sweeps(world).stream().noneMatch(run -> run.result().toString().contains("digest"))) {
      assertTrue(Instant.now().isBefore(longest), () -> world.cloud.host(sweeper(world)).output());
      LockSupport.parkNanos(50_000_000);
    }

    List<LocalCloud.Run> runs = sweeps(world);
    assertTrue(runs.size() > 1, runs::toString);
    assertTrue(runs.get(1).event().contains("\"continued\":1"), runs.get(1).event());
    Invocation.Answered last = assertInstanceOf(Invocation.Answered.class, runs.getLast().result());
    assertTrue(last.payload().contains("\"authorizations\":" + (all + 1)), last.payload());
    assertTrue(
        last.payload().contains("\"outcomes\":{\"Reauthorize\":1,\"ok\":" + all + "}"),
        last.payload());
    assertEquals(1, world.stage.mails("1 of 41 authorizations of my-erp needs attention").size());
    String state = world.cloud.aws().parameter(STATE).getLast().value();
    assertFalse(state.contains("cursor"), state);
  }
}
