package io.lwarotation.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DoctorEventTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"doctor\":true}", "{\"doctor\": true}", "{\r\n\t\"doctor\" : true\n}\n"})
  void isKnownHoweverItIsSpaced(String event) {
    assertTrue(DoctorEvent.is(event.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "{\"doctor\":true",
        "{\"doctor\":true}}",
        "{\"doctor\":false}",
        "{\"doctor\":true,\"path\":\"/\"}"
      })
  void isNoOtherEvent(String event) {
    assertFalse(DoctorEvent.is(event.getBytes(UTF_8)));
  }
}
