package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Fakes;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewSecretHandlerTest extends RotationHandlerCase {
  @Test
  void storesANewSecretAndAcknowledgesIt() throws IOException {
    assertEquals(failed(), accept(message("m-1", newSecret(CLIENT.value()))));

    assertEquals(Optional.of(Secret.of(NEW)), store.secrets.getLast());
    assertEquals(3, events.getFirst().version());
    assertEquals(1, notices.size());
    assertEquals(
        "{\"level\":\"INFO\",\"event\":\"NewSecret\",\"app\":\"my-erp\",\"requestId\":\"request-1\","
            + "\"messageId\":\"m-1\",\"outcome\":\"Stored\",\"secretVersion\":3,"
            + "\"at\":\"2027-05-22T08:00:00Z\"}",
        log());
  }

  @Test
  void oneMessagesFailureDoesNotStopTheOthers() throws IOException {
    String answer =
        accept(
            message("m-1", "{" + Fakes.MARKER),
            message("m-2", newSecret("amzn1.application-oa2-client.other")),
            message("m-3", EXPIRY),
            message("m-4", newSecret(CLIENT.value())));

    assertEquals(failed("m-1", "m-2"), answer);
    assertEquals(Optional.of(Secret.of(NEW)), store.secrets.getLast());
    assertEquals(4, log().lines().count());
    assertTrue(log().contains("\"outcome\":\"Never\",\"reason\":\"it is for another client id\""));
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void aFailureOfTheStoreLeavesTheMessageInTheQueue() throws IOException {
    store.failure = new StoreException(StoreException.Kind.THROTTLED, "too many requests", null);

    assertEquals(failed("m-1"), accept(message("m-1", newSecret(CLIENT.value()))));
    assertTrue(log().contains("\"reason\":\"StoreException: too many requests\""), log());

    store.failure = new IllegalStateException(Fakes.MARKER);
    accept(message("m-1", newSecret(CLIENT.value())));
    assertTrue(log().contains("IllegalStateException at "), log());
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void beginsNoMessageWhenTooLittleTimeIsLeft() throws IOException {
    context = FakeContext.of("request-1", 9_000);

    assertEquals(failed("m-1"), accept(message("m-1", newSecret(CLIENT.value()))));
    assertEquals(List.of(), store.writes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"Records\":[7]}",
        "{\"Records\":[{\"messageId\":\"m\"}]}",
        "{\"Records\":[{\"messageId\":\"m 1\",\"eventSource\":\"aws:sqs\"}]}",
        "{\"Records\":[{\"messageId\":1,\"eventSource\":\"aws:sqs\"}]}"
      })
  void refusesAnEventThatHasNoMessages(String event) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new NewSecretHandler(accepting()).handleRequest(in(event), out(), context));
  }

  @Test
  void tellsAtOnceOfAnEarlyEndInWhicheverQueueItComes() throws IOException {
    assertEquals(
        failed(),
        accept(
            message("m-1", expiry(CLIENT.value(), "SECRET_EXPOSED")),
            message("m-2", expiry(CLIENT.value(), "SECRET_EXPOSED"))));

    assertEquals(1, notices.size());
    assertTrue(notices.getFirst().text().contains("Amazon's reason: SECRET_EXPOSED."));
    assertEquals(Instant.parse("2026-12-13T08:00:00Z"), store.recorded().expiresAt());
  }

  static List<String> badMessages() {
    String good = newSecret(CLIENT.value());
    return List.of(
        good.substring(0, good.length() - 1),
        good.replace(NEW, "{{ssm:" + NEW + "}}"),
        good.replace("\"2027-05-22T08:00:00Z\"", "\"2026-11-23T08:00:01Z\""),
        newSecret("amzn1.application-oa2-client.other"));
  }

  @ParameterizedTest
  @MethodSource("badMessages")
  void aBadMessageStaysInItsQueueForAReasonWithoutContentAndRotatesNothing(String body)
      throws IOException {
    clock.advance(Duration.ofHours(1));
    store.now = clock.instant();

    assertEquals(failed("m-1"), accept(message("m-1", body)), log());

    assertTrue(
        log().matches(".*\"outcome\":\"(Never|Unusable)\",\"reason\":\"[^\"]{10,}\".*"), log());
    assertEquals(failed("m-1"), rotate(event(message("m-1", body))), log());
    assertEquals(List.of(), store.writes);
    assertFalse(log().contains(Fakes.MARKER), log());
  }
}
