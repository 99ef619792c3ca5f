package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.SpApiRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the handler takes for a call. */
final class CallSpApiEventsTest extends CallSpApiHandlerCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "null",
        "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"Scheduled"
            + " Event\",\"source\":\"aws.events\",\"detail\":{}}",
        "{\"version\":\"0\",\"detail-type\":\"Scheduled"
            + " Event\",\"source\":\"aws.scheduler\",\"detail\":\"{}\"}"
      })
  void takesNothingAndASchedulesEventForTheProbe(String event) throws IOException {
    answer(event);

    assertEquals(SpApiRequest.PROBE, spApi.asked.getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "[]~not one JSON object",
        "7~not one JSON object",
        "\"x\"~not one JSON object",
        "true~not one JSON object",
        "[{\"path\":\"/MARKEREXAMPLE\"}]~not one JSON object",
        "<MARKEREXAMPLE/>~not one JSON object",
        "{'path':'/MARKEREXAMPLE'}~not one JSON object",
        "{} {}~not one JSON object",
        "{~not one JSON object",
        "nonsense MARKEREXAMPLE~not one JSON object",
        "{\"path\":\"/a\",\"path\":\"/b\"}~names a field twice",
        "{\"path\":7}~path is not a text",
        "{\"path\":null}~path is not a text",
        "{\"path\":{\"MARKEREXAMPLE\":1}}~path is not a text",
        "{\"path\":\"/a\",\"query\":[]}~query is not an object",
        "{\"path\":\"/a\",\"query\":\"MARKEREXAMPLE\"}~query is not an object",
        "{\"path\":\"/a\",\"query\":{\"k\":7}}~not a text",
        "{\"path\":\"/a\",\"query\":{\"k\":{\"MARKEREXAMPLE\":1}}}~not a text",
        "{\"path\":\"/a\",\"query\":{\"\":\"MARKEREXAMPLE\"}}~query",
        "{\"path\":\"/a\",\"query\":{\"k\":\"MARKEREXAMPLE\\u0000\"}}~query",
        "{\"path\":\"/a\",\"query\":{\"k\":\"MARKEREXAMPLE\\ud800\"}}~query",
        "{\"query\":{\"k\":\"v\"}}~a query and no path",
        "{\"pth\":\"/MARKEREXAMPLE\"}~not known here",
        "{\"path\":\"/a\",\"method\":\"POST\"}~not known here",
        "{\"path\":\"/a\",\"body\":\"MARKEREXAMPLE\"}~not known here",
        "{\"httpMethod\":\"GET\",\"path\":\"/MARKEREXAMPLE\"}~not known here",
        "{\"source\":\"somebody.else\"}~not known here",
        "{\"source\":\"aws.s3\",\"detail\":\"MARKEREXAMPLE\"}~not known here",
        "{\"doctor\":false}~not known here",
        "{\"doctor\":\"true\"}~not known here",
        "{\"doctor\":true,\"path\":\"/a\"}~not known here",
        "{\"doctor\":true}}~not one JSON object",
        "{\"doctor\":true~not one JSON object",
        "{\"path\":\"/a/../b\"}~segment of dots",
        "{\"path\":\"https://evil.example/MARKEREXAMPLE\"}~scheme and host",
        "{\"authorization\":7}~authorization is not a text",
        "{\"authorization\":\"de/acme\"}~is na, eu or fe",
        "{\"authorization\":\"eu/Atzr|MARKEREXAMPLE\"}~looks like a credential",
        "{\"path\":\"/a\\u0000b\"}~control character"
      })
  void refusesEveryOtherEventBeforeARequestLeaves(String event, String reason) {
    String message = failure(event);

    assertTrue(message.startsWith("Unexpected: "), message);
    assertTrue(message.contains(reason), message);
    assertFalse(message.contains(Fakes.MARKER), message);
    assertEquals(0, store.reads.size());
    assertEquals(0, spApi.asked.size());
  }

  @Test
  void refusesAnEventThatIsTooLargeOrTooDeep() {
    assertTrue(
        failure("{\"path\":\"" + "a".repeat(70_000) + "\"}").contains("longer than 65536 bytes"));
    assertTrue(failure("{\"a\":".repeat(2_000)).contains("nested too deep"));
  }

  @Test
  void aScheduleMayNameAPath() throws IOException {
    answer("{\"source\":\"aws.scheduler\",\"path\":\"/orders/v0/orders\"}");

    assertEquals(SpApiRequest.get("/orders/v0/orders", Map.of()), spApi.asked.getFirst());
  }

  @Property(tries = 500)
  void anyBytesGiveAnAnswerOrADiagnosis(@ForAll byte[] event) {
    assertOutcome(event);
  }

  @Property(tries = 500)
  void anyTextGivesAnAnswerOrADiagnosis(@ForAll("nearlyEvents") String event) {
    assertOutcome(event.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<String> nearlyEvents() {
    String pieces =
        "{ } [ ] : , \"path\" \"query\" \"/a\" \"..\" null 7 \"source\" \"aws.events\" \\ \"k\" \u0000 ";
    return Arbitraries.of((pieces + "\"" + Fakes.MARKER + "\"").split(" "))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  private void assertOutcome(byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, FakeContext.any());
      assertTrue(output.toString(StandardCharsets.UTF_8).startsWith("{\"status\":\"ok\""));
    } catch (DiagnosedException failure) {
      assertTrue(String.valueOf(failure.getMessage()).startsWith("Unexpected: "));
      assertFalse(String.valueOf(failure.getMessage()).contains(Fakes.MARKER));
      assertEquals(0, output.size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
