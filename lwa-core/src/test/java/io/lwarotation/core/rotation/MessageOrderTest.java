package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageOrderTest {
  private static final Instant MADE = Instant.parse("2026-06-10T22:09:17Z");
  private static final Instant EXPIRES = Instant.parse("2026-12-07T22:09:17Z");

  @ParameterizedTest(name = "made {0} s later, expires {1} s later: {2}")
  @CsvSource({
    "-1,-1,OLDER",
    "-1,0,OLDER",
    "-1,1,UNKNOWN",
    "0,-1,UNKNOWN",
    "0,0,UNKNOWN",
    "0,1,UNKNOWN",
    "1,-1,UNKNOWN",
    "1,0,NEWER",
    "1,1,NEWER"
  })
  void bothDatesMustAgree(long made, long expires, MessageOrder order) {
    NewSecretMessage message = message(MADE.plusSeconds(made), EXPIRES.plusSeconds(expires));

    assertEquals(order, MessageOrder.of(message, Optional.of(new AmazonDates(MADE, EXPIRES))));
  }

  @Test
  void nothingIsKnownWithoutDatesOfAmazon() {
    assertEquals(MessageOrder.UNKNOWN, MessageOrder.of(message(MADE, EXPIRES), Optional.empty()));
  }

  private static NewSecretMessage message(Instant made, Instant expires) {
    return new NewSecretMessage(
        new ClientId("amzn1.application-oa2-client.EXAMPLE"),
        Secret.of("amzn1.oa2-cs.v1.EXAMPLE"),
        expires,
        null,
        made,
        null);
  }
}
