package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Amazon's earlier dates and a second stack, through the packaged functions. */
final class PeopleInTheWayTest {
  private final AutomaticStack world = AutomaticStack.deploy();

  @AfterEach
  void stop() {
    try (world) {
      world.assertNothingWasTold();
    }
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
