package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What people type, Amazon's earlier dates and a second stack, through the packaged functions. */
final class PeopleInTheWayTest {
  private final AutomaticStack world = AutomaticStack.deploy();

  @AfterEach
  void stop() {
    try (world) {
      world.assertNothingWasTold();
    }
  }

  @Test
  void aTypedDateForTheOldSecretLosesNoNewOne() {
    askForOneThatComesAfter(Duration.ofHours(20));
    world.stage.hours(4);

    storeByHand(world.firstSecret);
    world.stage.hours(20);
    world.settle();

    assertEquals(world.application.clientSecret(), world.storedSecret());
    assertEquals(List.of(), world.dead());
  }

  @Test
  void whatSomebodyStoredByHandIsCompletedByItsMessage() {
    askForOneThatComesAfter(Duration.ofHours(20));
    world.stage.hours(4);

    storeByHand(world.application.clientSecret());
    world.stage.hours(20);
    world.settle();

    JsonNode record = world.record();
    assertEquals(
        world.application.clientSecretExpiresAt(),
        Instant.parse(record.path("expiresAt").asText()));
    assertTrue(record.hasNonNull("rotatedAt"), record::toString);
    assertFalse(record.hasNonNull("requestedAt"), record::toString);
    assertEquals(1, world.stage.mails("a new LWA client secret is stored").size());
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
  void nobodyIsToldOfASecretThatDidNotComeOnceItIsStoredByHand() {
    askForOneThatComesAfter();
    world.stage.hours(60);
    int told = world.stage.mails("did not arrive").size();
    assertTrue(told > 0);

    world.stage.put(Stage.SECRET, world.application.clientSecret());
    world.cloud.clock().advance(Duration.ofDays(3));

    assertEquals(told, world.stage.mails("did not arrive").size());
    assertEquals(1, world.rotationsAsked());
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

  private void askForOneThatComesAfter(Duration... delays) {
    world.application.deliverNewSecretsAfter(delays);
    world.untilDue();
    assertEquals(1, world.rotationsAsked());
  }

  /** With a record that says 180 days from today, as the console shows it to the day. */
  private void storeByHand(String secret) {
    world.stage.put(Stage.SECRET, secret);
    Instant today = world.cloud.clock().instant();
    world.stage.put(
        Stage.RECORD,
        "{\"format\":1,\"secretVersion\":%d,\"rotatedAt\":\"%s\",\"expiresAt\":\"%s\"}"
            .formatted(world.secretVersion().version(), today, today.plus(Duration.ofDays(180))));
  }
}
