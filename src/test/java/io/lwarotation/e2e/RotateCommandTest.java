package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * {@code ./lwa rotate}, {@code status} and {@code doctor} with a stack of the automatic mode. One
 * stack for all: each test begins when the last rotation is long over.
 */
@Order(3)
final class RotateCommandTest {
  private static final String ROTATION = "/applications/2023-11-30/clientSecret";
  private static final LocalCloud CLOUD = LocalCloud.start(Stage.START, Project.uploads());
  private static final Application APPLICATION = CLOUD.amazon().register();
  private static final Deployment STACK = deploy();

  private static Deployment deploy() {
    Path template =
        Project.home().resolve("infra-cdk/target/cdk.out-automatic/lwa-my-erp.template.json");
    Deployment stack = CLOUD.deploy(Project.STACK, template.toAbsolutePath().normalize());
    CLOUD.aws().confirm("you@example.com");
    String accept = stack.function("io.lwarotation.handler.NewSecretHandler").logicalId();
    String queue =
        stack.eventSourceMappings().stream()
            .filter(mapping -> mapping.functionLogicalId().equals(accept))
            .map(EventSourceMapping::queueUrl)
            .findFirst()
            .orElseThrow();
    APPLICATION.registerNewSecretQueue(URI.create(queue));
    return stack;
  }

  @BeforeAll
  static void store() throws Exception {
    String input = Stage.typed(APPLICATION);
    Command.run(CLOUD.endpoints(), input, List.of("put", "--from", "-")).ends(0);
  }

  @AfterAll
  static void stop() {
    CLOUD.close();
  }

  @BeforeEach
  void begin() {
    CLOUD.aws().faults().clear();
    APPLICATION.deliverNewSecretsAfter(Duration.ofMinutes(1));
    for (int day = 0; day < 9; day++) { // all that was under way comes to its end
      expireIn(Duration.ofDays(170));
      CLOUD.clock().advance(Duration.ofDays(1));
    }
    CLOUD.amazon().journal().clear();
    CLOUD.aws().journal().clear();
  }

  /** What {@code put --expires} writes. */
  private static void expireIn(Duration time) {
    record(
        "{\"format\":1,\"secretVersion\":%d,\"expiresAt\":\"%s\"}"
            .formatted(secret().version(), CLOUD.clock().instant().plus(time)));
  }

  private static void record(String json) {
    try (SsmClient ssm = Clients.ssm(CLOUD.aws().endpoint())) {
      ssm.putParameter(
          request ->
              request.name(Stage.RECORD).value(json).type(ParameterType.STRING).overwrite(true));
    }
  }

  private static void makeDue() {
    expireIn(Duration.ofDays(20));
  }

  private static ParameterVersion secret() {
    return CLOUD.aws().parameter(Stage.SECRET).getLast();
  }

  private static JsonNode record() {
    return Answers.json(CLOUD.aws().parameter(Stage.RECORD).getLast().value());
  }

  private static Command lwa(String... arguments) throws Exception {
    return checked(Command.run(CLOUD.endpoints(), "", List.of(arguments)));
  }

  private static Command checked(Command command) {
    return command.lacks("amzn1.oa2-cs", "Atzr|", "Atza|");
  }

  private static int asked() {
    return CLOUD.amazon().journal().count(FakeAmazon.SP_API, ROTATION);
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
        if (asked() > 0) {
          CLOUD.clock().advance(Duration.ofMinutes(1));
        }
      }
    }
    throw new AssertionError("the command did not end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void asksAndWaitsUntilTheNewSecretIsStored(String option) throws Exception {
    makeDue();
    String before = APPLICATION.clientSecret();

    Command command = whileTimePasses("rotate", option).ends(0);
    assertEquals(1, asked());
    assertEquals(APPLICATION.clientSecret(), secret().value());
    assertFalse(before.equals(secret().value()), "a new secret");
    assertTrue(command.output().contains(Long.toString(secret().version())), command.output());

    lwa("rotate", option).ends(1);
    assertEquals(1, asked(), "no second one within the grace");

    Command status = lwa("status", "--app", "my-erp", "--json");
    assertEquals("automatic", Answers.json(status.output()).path("mode").asText(), status.output());
    assertTrue(status.output().contains("\"grace\""), status.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void refusesWhileTheSecretIsYoung(String option) throws Exception {
    lwa("rotate", option).ends(1, option.equals("--json") ? "\"NotDue\"" : "the secret is young");
    assertEquals(0, asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--timeout=15", "--local"})
  void aSecretThatLeakedIsRotatedThoughItIsYoungOnceSomebodyConfirms(String option)
      throws Exception {
    lwa("rotate", "--now", option).ends(1, "give --confirm my-erp");
    lwa("rotate", "--now", option, "--confirm", "my-shop").ends(1);
    assertEquals(0, asked());

    Command command = whileTimePasses("rotate", "--now", option, "--confirm", "my-erp").ends(0);
    assertEquals(1, asked());
    assertEquals(APPLICATION.clientSecret(), secret().value());
    assertTrue(
        command.spoken().contains("Until then it still works for whoever has it"),
        command.output());

    lwa("rotate", "--now", option, "--confirm", "my-erp")
        .ends(1, "the last rotation is not over before");
    assertEquals(1, asked(), "no second one within the grace");
  }

  @Test
  void givesUpWaitingAndAsksNoSecondTime() throws Exception {
    makeDue();
    APPLICATION.deliverNewSecretsAfter(Duration.ofHours(5));

    lwa("rotate", "--timeout", "0.02").ends(1, "has not arrived");

    lwa("rotate", "--timeout", "0").ends(1, "has not arrived yet");
    assertEquals(1, asked());
  }

  @Test
  void doesNotWaitWhereItIsNotWanted() throws Exception {
    makeDue();

    lwa("rotate", "--timeout", "0").ends(0, "Not waiting");
    assertEquals(1, asked());
  }

  @Test
  void ctrlCWhileWaitingStopsNothing() throws Exception {
    makeDue();
    long before = secret().version();

    Command command =
        checked(
            Command.interrupted(
                CLOUD.endpoints(), "", List.of("rotate"), () -> record().has("requestedAt")));
    CLOUD.clock().advance(Duration.ofMinutes(2));

    command.ends(130);
    assertEquals(before + 1, secret().version(), "stored when it came");
    assertEquals(APPLICATION.clientSecret(), secret().value());
    assertEquals(before + 1, record().path("secretVersion").asLong());
  }

  @Test
  void ctrlCDuringALocalRotationFinishesTheRequestThatWasBegun() throws Exception {
    makeDue();
    CLOUD.aws().journal().clear();
    Fault slow = new Fault.Slow(Duration.ofSeconds(2));
    CLOUD.aws().faults().next(1, "ssm", "PutParameter", slow);

    checked(
            Command.interrupted(
                CLOUD.endpoints(),
                "",
                List.of("rotate", "--local"),
                () -> CLOUD.aws().journal().count("ssm", "PutParameter") > 0))
        .ends(130, "finishing what was begun", "Amazon accepted the request");
    assertEquals(1, asked(), "the mark in the record is no lie");
    assertTrue(record().has("requestedAt"), () -> record().toString());
  }

  @Test
  void theDoctorLooksAtQueuesRolesAndRegistrationAsWell() throws Exception {
    expireIn(Duration.ofDays(100));
    String arn = STACK.outputs().getOrDefault("NewSecretQueueArn", "");
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

    record(
        "{\"format\":1,\"secretVersion\":%d,\"expiresAt\":\"2027-01-01T00:00:00Z\",\"notificationId\":\"n-EXAMPLE\"}"
            .formatted(secret().version()));
    setAmazonsAccount(arn, "437568002678", "111122223333");
    Findings damaged;
    Command blocked;
    try {
      damaged = Findings.of(lwa("doctor", "--json"));
      makeDue();
      blocked = lwa("rotate");
    } finally {
      setAmazonsAccount(arn, "111122223333", "437568002678");
    }

    damaged.assertSaid(
        """
        queue of new secrets | bad |  | npx cdk deploy
        queue of expiries | ok |  |
        console registration | ok |  |""");
    blocked.ends(1, "does not let Amazon's account").lacks("..");
    assertEquals(0, asked());
  }

  /** Somebody changes the account in the queue's policy. */
  private static void setAmazonsAccount(String arn, String from, String to) {
    String url =
        CLOUD.aws().endpoint() + "/123456789012/" + arn.substring(arn.lastIndexOf(':') + 1);
    Operator operator = new Operator(CLOUD);
    operator.setAttribute(url, "Policy", operator.attribute(url, "Policy").replace(from, to));
  }
}
