package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./lwa rotate}, {@code status} and {@code doctor} with a stack of the automatic mode. One
 * stack for all: each test begins when the last rotation is long over.
 */
@Order(3)
final class RotateCommandTest {
  private static final AutomaticStack WORLD = AutomaticStack.deploy();

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @BeforeEach
  void begin() {
    WORLD.cloud.aws().faults().clear();
    WORLD.application.deliverNewSecretsAfter(Duration.ofMinutes(1));
    for (int day = 0; day < 9; day++) { // all that was under way comes to its end
      expireIn(Duration.ofDays(170));
      WORLD.cloud.clock().advance(Duration.ofDays(1));
    }
    WORLD.cloud.amazon().journal().clear();
    WORLD.cloud.aws().journal().clear();
  }

  /** What {@code put --expires} writes. */
  private static void expireIn(Duration time) {
    WORLD.stage.put(
        Stage.RECORD,
        "{\"format\":1,\"secretVersion\":%d,\"expiresAt\":\"%s\"}"
            .formatted(WORLD.secretVersion().version(), WORLD.cloud.clock().instant().plus(time)));
  }

  private static void makeDue() {
    expireIn(Duration.ofDays(20));
  }

  private static Command lwa(String... arguments) throws Exception {
    return checked(Command.run(WORLD.cloud.endpoints(), "", List.of(arguments)));
  }

  private static Command checked(Command command) {
    return command.lacks("amzn1.oa2-cs", "Atzr|", "Atza|");
  }

  /** Runs the command while Amazon's message comes and the functions take it in. */
  private static Command whileTimePasses(String... arguments) throws Exception {
    CompletableFuture<Command> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return lwa(arguments);
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    for (int i = 0; i < 600; i++) {
      try {
        return running.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (WORLD.rotationsAsked() > 0) {
          WORLD.cloud.clock().advance(Duration.ofMinutes(1));
        }
      }
    }
    throw new AssertionError("the command did not end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void asksAndWaitsUntilTheNewSecretIsStored(String option) throws Exception {
    makeDue();
    String before = WORLD.application.clientSecret();

    Command command = whileTimePasses("rotate", option).ends(0);
    assertEquals(1, WORLD.rotationsAsked());
    assertEquals(WORLD.application.clientSecret(), WORLD.secretVersion().value());
    assertFalse(before.equals(WORLD.secretVersion().value()), "a new secret");
    assertTrue(
        command.output().contains(Long.toString(WORLD.secretVersion().version())),
        command.output());

    lwa("rotate", option).ends(1);
    assertEquals(1, WORLD.rotationsAsked(), "no second one within the grace");

    Command status = lwa("status", "--app", "my-erp", "--json");
    assertEquals("automatic", Answers.json(status.output()).path("mode").asText(), status.output());
    assertTrue(status.output().contains("\"grace\""), status.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void refusesWhileTheSecretIsYoung(String option) throws Exception {
    lwa("rotate", option).ends(1, option.equals("--json") ? "\"NotDue\"" : "the secret is young");
    assertEquals(0, WORLD.rotationsAsked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--timeout=15", "--local"})
  void aSecretThatLeakedIsRotatedThoughItIsYoungOnceSomebodyConfirms(String option)
      throws Exception {
    lwa("rotate", "--now", option).ends(1, "give --confirm my-erp");
    lwa("rotate", "--now", option, "--confirm", "my-shop").ends(1);
    assertEquals(0, WORLD.rotationsAsked());

    Command command = whileTimePasses("rotate", "--now", option, "--confirm", "my-erp").ends(0);
    assertEquals(1, WORLD.rotationsAsked());
    assertEquals(WORLD.application.clientSecret(), WORLD.secretVersion().value());
    assertTrue(
        command.spoken().contains("Until then it still works for whoever has it"),
        command.output());

    lwa("rotate", "--now", option, "--confirm", "my-erp")
        .ends(1, "the last rotation is not over before");
    assertEquals(1, WORLD.rotationsAsked(), "no second one within the grace");
  }

  @Test
  void givesUpWaitingAndAsksNoSecondTime() throws Exception {
    makeDue();
    WORLD.application.deliverNewSecretsAfter(Duration.ofHours(5));

    lwa("rotate", "--timeout", "0.02").ends(1, "has not arrived");

    lwa("rotate", "--timeout", "0").ends(1, "has not arrived yet");
    assertEquals(1, WORLD.rotationsAsked());
  }

  @Test
  void doesNotWaitWhereItIsNotWanted() throws Exception {
    makeDue();

    lwa("rotate", "--timeout", "0").ends(0, "Not waiting");
    assertEquals(1, WORLD.rotationsAsked());
  }

  @Test
  void ctrlCWhileWaitingStopsNothing() throws Exception {
    makeDue();
    long before = WORLD.secretVersion().version();

    Command command =
        checked(
            Command.interrupted(
                WORLD.cloud.endpoints(),
                "",
                List.of("rotate"),
                () -> WORLD.record().has("requestedAt")));
    WORLD.cloud.clock().advance(Duration.ofMinutes(2));

    command.ends(130);
    assertEquals(before + 1, WORLD.secretVersion().version(), "stored when it came");
    assertEquals(WORLD.application.clientSecret(), WORLD.secretVersion().value());
    assertEquals(before + 1, WORLD.record().path("secretVersion").asLong());
  }

  @Test
  void ctrlCDuringALocalRotationFinishesTheRequestThatWasBegun() throws Exception {
    makeDue();
    WORLD.cloud.aws().journal().clear();
    Fault slow = new Fault.Slow(Duration.ofSeconds(2));
    WORLD.cloud.aws().faults().next(1, "ssm", "PutParameter", slow);

    checked(
            Command.interrupted(
                WORLD.cloud.endpoints(),
                "",
                List.of("rotate", "--local"),
                () -> WORLD.cloud.aws().journal().count("ssm", "PutParameter") > 0))
        .ends(130, "finishing what was begun", "Amazon accepted the request");
    assertEquals(1, WORLD.rotationsAsked(), "the mark in the record is no lie");
    assertTrue(WORLD.record().has("requestedAt"), () -> WORLD.record().toString());
  }

  @Test
  void theDoctorLooksAtQueuesRolesAndRegistrationAsWell() throws Exception {
    expireIn(Duration.ofDays(100));
    String arn = WORLD.stack.outputs().getOrDefault("NewSecretQueueArn", "");
    Findings.of(lwa("doctor", "--json"))
        .assertSaid(
            """
            role of the call | ok |  |
            role of the rotation | ok |  |
            role of new secrets | ok |  |
            function of the rotation | ok |  |
            function of new secrets | ok |  |
            queue of new secrets | ok |  |
            queue of expiries | ok |  |
            console registration | unknown |  | %s"""
                .formatted(arn));

    WORLD.stage.put(
        Stage.RECORD,
        "{\"format\":1,\"secretVersion\":%d,\"expiresAt\":\"2027-01-01T00:00:00Z\",\"notificationId\":\"n-EXAMPLE\"}"
            .formatted(WORLD.secretVersion().version()));
    setAmazonsAccount("437568002678", "111122223333");
    Findings damaged;
    Command blocked;
    try {
      damaged = Findings.of(lwa("doctor", "--json"));
      makeDue();
      blocked = lwa("rotate");
    } finally {
      setAmazonsAccount("111122223333", "437568002678");
    }

    damaged.assertSaid(
        """
        queue of new secrets | bad |  | npx cdk deploy
        queue of expiries | ok |  |
        console registration | ok |  |""");
    blocked.ends(1, "does not let Amazon's account").lacks("..");
    assertEquals(0, WORLD.rotationsAsked());
  }

  /** Somebody changes the account in the queue's policy. */
  private static void setAmazonsAccount(String from, String to) {
    String queue = WORLD.newSecretQueue().toString();
    String policy = WORLD.operator.attribute(queue, "Policy");
    WORLD.operator.setAttribute(queue, "Policy", policy.replace(from, to));
  }
}
