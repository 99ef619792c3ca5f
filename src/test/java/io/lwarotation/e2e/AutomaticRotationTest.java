package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A secret's way through the packaged functions, with one stack for all. */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AutomaticRotationTest {
  private final AutomaticStack world = AutomaticStack.deploy();

  @BeforeEach
  void begin() {
    world.begin();
  }

  @AfterEach
  void nothingWasTold() {
    world.assertNothingWasTold();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** The first: a metric that another test has written would be taken for this one's. */
  @Test
  @Order(1)
  void rotatesWhenDueAndTheNextCallUsesTheNewSecret() {
    long before = world.secretVersion().version();
    world.application.deliverNewSecretsAfter(Duration.ofHours(5), Duration.ofHours(9));
    world.untilDue();
    assertEquals(1, world.rotationsAsked());
    assertTrue(world.record().hasNonNull("requestedAt"), () -> world.record().toString());
    world.stage.hours(4);
    assertEquals(world.firstSecret, world.storedSecret(), "the message is late");
    world.stage.hours(8);
    String fresh = world.application.clientSecret();
    assertEquals(fresh, world.storedSecret());
    assertEquals(
        before + 1, world.secretVersion().version(), "the message that came twice changed nothing");
    assertEquals("Advanced", world.secretVersion().tier());
    assertEquals(1, world.secretVersion().policies().size());
    JsonNode record = world.record();
    assertEquals(world.secretVersion().version(), record.path("secretVersion").asLong());
    assertEquals(
        world.application.clientSecretExpiresAt(),
        Instant.parse(record.path("expiresAt").asText()));
    assertFalse(record.hasNonNull("requestedAt"), record::toString);
    assertEquals(List.of(), world.waiting());
    assertEquals(List.of(), world.dead());
    assertEquals(1, world.stage.mails("a new LWA client secret is stored").size());
    JsonNode answer = world.stage.answer();
    assertEquals(world.secretVersion().version(), answer.path("secret").path("version").asLong());
    assertEquals(179, answer.path("secret").path("daysLeft").asInt());
    assertEquals(1, world.rotationsAsked());
    Set<String> wanted = new TreeSet<>(world.stack.metricsOfAlarms());
    assertTrue(wanted.removeIf(metric -> metric.startsWith("AWS/Events FailedInvocations ")));
    wanted.removeAll(world.cloud.aws().metrics());
    assertEquals(Set.of(), wanted, "metrics of alarms that nothing has written");
  }

  @Test
  void doesNotAskIfTheQueueWouldRefuseTheAnswer() {
    String queue = world.newSecretQueue().toString();
    String policy = world.operator.attribute(queue, "Policy");
    world.operator.setAttribute(queue, "Policy", policy.replace("437568002678", "999999999999"));
    try {
      world.untilDue();
      assertEquals(0, world.rotationsAsked());
      assertEquals(1, world.stage.mails("its queue is not ready").size());
    } finally {
      world.operator.setAttribute(queue, "Policy", policy);
    }
    world.stage.hours(7);
    assertEquals(1, world.rotationsAsked());
    assertEquals(world.application.clientSecret(), world.storedSecret());
    assertNotEquals(world.firstSecret, world.storedSecret());
  }

  @Test
  void asksOnceHoweverManyRunAtOnce() {
    // Made an hour after the deploy: due between two firings of the schedule.
    world.cloud.clock().advance(Duration.ofHours(1));
    world.application.rotateInConsoleWithMessage();
    world.settle();
    world.application.deliverNewSecretsAfter();
    world.moveTo(AutomaticStack.DUE);
    atOnce(); // starts the processes, so that the next ones are closer to each other
    world.cloud.clock().advance(Duration.ofHours(2));
    assertEquals(0, world.rotationsAsked());
    atOnce();
    atOnce();
    assertEquals(1, world.rotationsAsked());
  }

  private void atOnce() {
    List<CompletableFuture<Invocation>> running =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> world.cloud.invoke(world.rotateHandler(), "{}")))
            .limit(3)
            .toList();
    running.forEach(
        run -> assertInstanceOf(Invocation.Answered.class, run.join(), world.cloud::output));
  }

  @Test
  void buriesWhatCanNeverBecomeRightAndSaysWhy() {
    String foreign =
        """
        {"notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET","eventTime":"2026-06-01T07:00:00Z",
         "payload":{"applicationOAuthClientNewSecret":{"clientId":"amzn1.application-oa2-client.OTHER",
         "newClientSecret":"amzn1.oa2-cs.v1.EXAMPLEmarker","newClientSecretExpiryTime":"2026-11-28T07:00:00Z",
         "oldClientSecretExpiryTime":"2026-06-08T07:00:00Z"}}}""";
    List<String> bodies =
        List.of(
            foreign,
            "{\"newClientSecret\":\"amzn1.oa2-cs.v1.EXAMPLEmarker",
            "[\"amzn1.oa2-cs.v1.EXAMPLEmarker\",\"" + "x".repeat(255_000) + "\"]");
    int said = world.cloud.host(world.newSecretHandler()).output().length();
    bodies.forEach(world::amazonSends);
    for (int receive = 0; receive <= world.maxReceiveCount(); receive++) {
      world.cloud.clock().advance(world.visibility());
    }
    assertEquals(List.of(), world.waiting());
    assertEquals(3, world.dead().size());
    assertEquals(world.firstSecret, world.storedSecret());
    String log = world.cloud.host(world.newSecretHandler()).output().substring(said);
    assertTrue(log.contains("another client id"), log);
    assertFalse(log.contains("marker") || log.contains("xxxxxxxx"), log);
    assertEquals("ok", world.stage.answer().path("status").asText());
  }

  @Test
  void storesASecretThatWasRedrivenFromTheDeadLetterQueue() {
    world.application.propagateSecretsWithin(Duration.ofDays(2), Duration.ofDays(2));
    String fresh = world.application.rotateInConsoleWithMessage();
    world.cloud.drain();
    for (int receive = 0; receive < world.maxReceiveCount(); receive++) {
      assertEquals(List.of(), world.dead());
      world.cloud.clock().advance(world.visibility());
    }
    assertEquals(world.firstSecret, world.storedSecret());
    world.cloud.clock().advance(Duration.ofDays(3));
    world.operator.redrive(world.deadLetterArn());
    world.settle();
    assertEquals(fresh, world.storedSecret());
    assertEquals(List.of(), world.dead());
  }

  /** The last: Amazon would go on with messages to this queue. */
  @Test
  @Order(Integer.MAX_VALUE)
  void takesAnExpiryMessageAsAHintOnly() {
    int runs = world.cloud.runs().size();
    int messages = world.cloud.amazon().messagesSent();
    world.application.registerExpiryQueue(world.expiryQueue());
    world.cloud.clock().advance(Duration.ofDays(91));
    LocalCloud.Run hinted =
        world.cloud.runs().stream()
            .skip(runs)
            .filter(run -> run.event().contains("APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY"))
            .findFirst()
            .orElseThrow();
    assertEquals(world.rotateHandler(), hinted.function());
    assertEquals(new Invocation.Answered("{\"batchItemFailures\":[]}"), hinted.result());
    assertEquals(0, world.rotationsAsked());
    assertEquals(messages + 1, world.cloud.amazon().messagesSent());
  }

  @Test
  void anEarlierDateOfAmazonCountsAndItsOtherReasonIsToldAtOnce() {
    world.application.deliverNewSecretsAfter();
    world.cloud.clock().advance(Duration.ofDays(60));
    Instant end = world.cloud.clock().instant().plus(Duration.ofDays(20));

    world.amazonSendsExpiry(end, "SECRET_EXPOSED");
    world.amazonSendsExpiry(end, "SECRET_EXPOSED");
    world.cloud.drain();

    assertEquals(end, Instant.parse(world.record().path("expiresAt").asText()));
    world.cloud.clock().advance(Duration.ofHours(2)); // a warm function keeps its token for an hour
    assertEquals(19, world.stage.answer().path("secret").path("daysLeft").asInt());
    assertEquals(1, world.rotationsAsked());
    assertEquals(1, world.stage.mails("Amazon ends the LWA client secret early").size());
  }

  @Test
  void aSecondStackOfTheClientDoesNotRotateAndSaysWhichOneDoes() {
    world
        .stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(claim())
                    .value(
                        "{\"app\":\"my-erp-eu\",\"rotationParameter\":\"/my-erp-eu/lwa/rotation\"}")
                    .type(ParameterType.STRING));

    world.untilDue();

    assertEquals(0, world.rotationsAsked());
    assertTrue(!world.stage.mails("The stack of the application my-erp-eu rotates").isEmpty());
    assertTrue(!world.stage.mails("aws ssm delete-parameter").isEmpty());
  }

  private String claim() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(world.application.clientId().getBytes(StandardCharsets.UTF_8));
      return "/lwa-rotation/clients/" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
