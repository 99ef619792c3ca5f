package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RotateHandlerTest extends RotationHandlerCase {
  @Test
  void aScheduleAsksForARotationThatIsDueAndSaysSo() throws IOException {
    store.secretsAt.set(1, Fakes.NOW.minus(Duration.ofDays(160)));

    assertEquals(
        "{\"outcome\":\"Requested\",\"at\":\"2026-11-23T08:00:00Z\"}",
        rotate("{\"source\":\"aws.scheduler\"}"));
    assertTrue(log().contains("\"event\":\"Rotate\",\"app\":\"my-erp\""), log());
  }

  @Test
  void theOperatorsEventAsksForAYoungSecretAndNoOtherEventDoes() throws IOException {
    store.secretsAt.set(1, Fakes.NOW.minus(Duration.ofDays(3)));

    for (String other : List.of("{}", "{\"now\":\"true\"}", "{\"detail\":{\"now\":true}}")) {
      assertTrue(rotate(other).contains("\"NotDue\""), other);
    }
    assertTrue(rotate("{ \"now\" : true }").contains("\"Requested\""), log());
  }

  @Test
  void aScheduleBeforeAnythingIsStoredIsNoFailure() throws IOException {
    store.failure = new NotConfiguredException("store them", true);

    assertEquals(
        "{\"outcome\":\"NothingStored\",\"reason\":\"store them\"}",
        rotate("{\"source\":\"aws.scheduler\"}"));
    assertTrue(log().startsWith("{\"level\":\"INFO\""), log());

    store.failure = new NotConfiguredException("store the client id", false);
    assertThrows(DiagnosedException.class, () -> rotate("{\"source\":\"aws.scheduler\"}"));
  }

  @Test
  void anExpiryMessageLowersTheEndAndThenTheDecisionRunsOnce() throws IOException {
    assertEquals(failed(), rotate(event(message("m-1", EXPIRY), message("m-2", EXPIRY))));

    assertEquals(
        List.of("ExpiresEarlier", "ExpiryMessage", "Requested"),
        log().lines().map(line -> line.replaceAll(".*\"outcome\":\"(\\w+)\".*", "$1")).toList());
    assertEquals(List.of(), notices);
    assertEquals(Instant.parse("2026-12-13T08:00:00Z"), store.recorded().expiresAt());
  }

  @Test
  void aNewSecretInTheWrongQueueIsNeverAcknowledged() throws IOException {
    assertEquals(
        failed("m-1", "m-2"),
        rotate(
            event(
                message("m-1", newSecret(CLIENT.value())),
                message("m-2", "{}"),
                message("m-3", EXPIRY))));
    assertTrue(log().contains("WrongQueue"), log());
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void whatCouldNotBeDecidedComesAgain() throws IOException {
    store.failure = new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null);

    assertEquals(failed("m-1"), rotate(event(message("m-1", EXPIRY))));
    DiagnosedException failure = assertThrows(DiagnosedException.class, () -> rotate("{}"));
    assertEquals("Unexpected: StoreException: no answer", failure.getMessage());
    assertEquals(null, failure.getCause());
  }

  @Test
  void anIncompleteEnvironmentIsNamedWholeByTheFirstCall() {
    var rotate = new RotateHandler(RotationWiring.rotate(Map.of("LWA_APP", "my-erp")));
    String missing =
        assertThrows(DiagnosedException.class, () -> rotate.handleRequest(in("{}"), out(), context))
            .remedy();
    assertTrue(missing.contains("LWA_TOPIC_ARN is missing"), missing);
    assertTrue(missing.contains("LWA_NEW_SECRET_QUEUE_URL is missing"), missing);
    var accept =
        new NewSecretHandler(RotationWiring.newSecret(Map.of("LWA_REMIND_AFTER_DAYS", "180")));
    String bad =
        assertThrows(DiagnosedException.class, () -> accept.handleRequest(in("{}"), out(), context))
            .remedy();
    assertTrue(bad.contains("LWA_KMS_KEY_ID is missing"), bad);
    assertTrue(bad.contains("LWA_REMIND_AFTER_DAYS must be"), bad);
  }
}
