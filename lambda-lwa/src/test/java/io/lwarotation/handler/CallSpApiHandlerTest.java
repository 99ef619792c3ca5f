package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.PerAuthorization;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallSpApiHandlerTest {
  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final List<Authorization> called = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final CallSpApiHandler handler =
      new CallSpApiHandler(
          new Wiring.CallSpApiParts(
              "my-erp",
              Optional.of(
                  new CallSpApi("my-erp", new AccessTokens(store, lwa, clock), spApi, clock)),
              Optional.of(new PerAuthorization<>(this::callsOf)),
              Optional.of(store),
              new DiagnosedException(Diagnosis.UNEXPECTED, "nothing", null),
              new OutcomeLog(new PrintStream(log, true, StandardCharsets.UTF_8), clock),
              clock));

  private CallSpApi callsOf(Authorization authorization) {
    called.add(authorization);
    return new CallSpApi(
        "my-erp",
        Optional.of(authorization),
        new AccessTokens(store, lwa, clock),
        spApi,
        OtherRegions.none(),
        clock);
  }

  @Test
  void callsWithTheAuthorizationThatIsNamedAndNamesItInAnswerLogAndFailure() throws IOException {
    String answer = answer("{\"authorization\":\"eu/acme\",\"path\":\"/orders/v0/orders\"}");

    assertEquals(List.of(Authorization.of("eu/acme")), called);
    assertTrue(
        answer.startsWith(
            "{\"status\":\"ok\",\"authorization\":\"eu/acme\",\"operation\":\"GET /orders/v0/orders\""),
        answer);
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("\"authorization\":\"eu/acme\""));
    assertFalse(
        log.toString(StandardCharsets.UTF_8).contains("SuccessfulCalls"),
        "it is not the application's own");

    spApi.failures.add(Fakes.spApi(403, Refusal.ROLE_MISSING));
    String failure = failure("{\"authorization\":\"eu/acme\"}");
    assertTrue(failure.contains("my-erp (eu/acme)"), failure);
    assertTrue(
        failure.endsWith(
            "./lwa put --app my-erp --authorization eu/acme (Amazon's request id: request-2)"),
        failure);
    assertEquals(1, called.size(), "kept");
  }

  @Test
  void theAuthorizationDefaultIsTheApplicationsOwn() throws IOException {
    assertTrue(answer("{\"authorization\":\"default\"}").contains("\"authorization\":\"default\""));
    assertEquals(List.of(), called);
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("SuccessfulCalls"));
  }

  @Test
  void tellsTheDoctorWhetherItCanReadAndCallsNobody() throws IOException {
    assertEquals(
        "{\"doctor\":\"ok\",\"text\":\"reads and decrypts the credentials; the secret is version"
            + " 7\"}",
        answer("{\"doctor\":true}"));
    assertEquals(List.of(), lwa.asked);
    assertEquals(List.of(), spApi.asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"doctor\":false}",
        "{\"doctor\":\"true\"}",
        "{\"doctor\":true,\"path\":\"/a\"}"
      })
  void takesNothingElseForTheDoctorsEvent(String event) {
    assertThrows(DiagnosedException.class, () -> answer(event));
  }

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
        "{} {}~not one JSON object",
        "{~not one JSON object",
        "nonsense MARKEREXAMPLE~not one JSON object",
        "{\"path\":\"/a\",\"path\":\"/b\"}~names a field twice",
        "{\"path\":7}~path is not a text",
        "{\"path\":null}~path is not a text",
        "{\"path\":{\"MARKEREXAMPLE\":1}}~path is not a text",
        "{\"path\":\"/a\",\"query\":[]}~query is not an object",
        "{\"path\":\"/a\",\"query\":{\"k\":7}}~not a text",
        "{\"query\":{\"k\":\"v\"}}~a query and no path",
        "{\"pth\":\"/MARKEREXAMPLE\"}~not known here",
        "{\"path\":\"/a\",\"method\":\"POST\"}~not known here",
        "{\"source\":\"somebody.else\"}~not known here",
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
    assertTrue(failure("{\"path\":\"" + "a".repeat(70_000) + "\"}").contains("larger than 64 KB"));
    assertTrue(failure("{\"a\":".repeat(2_000)).contains("nested too deep"));
  }

  @Test
  void handsEveryDigitOfANumberOn() throws IOException {
    spApi.answer =
        new SpApiAnswer(200, Optional.empty(), "{\"n\":1.10,\"m\":12345678901234567890.123456789}");

    assertTrue(answer("{}").contains("{\"n\":1.10,\"m\":12345678901234567890.123456789}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>MARKEREXAMPLE</html>", "{\"a\":", "{} MARKEREXAMPLE", "{\"a\":1,}"})
  void aBodyThatIsNoJsonIsUnexpectedAndNotShown(String body) {
    spApi.answer = new SpApiAnswer(200, Optional.empty(), body);

    String message = failure("{}");

    assertTrue(
        message.startsWith("Unexpected: SP-API answered with a body that is not JSON"), message);
    assertFalse(message.contains(Fakes.MARKER));
  }

  @Test
  void anAnswerThatLambdaCannotHandOnIsUnexpected() {
    spApi.answer =
        new SpApiAnswer(200, Optional.empty(), "\"" + "a".repeat(6 * 1024 * 1024) + "\"");

    assertTrue(failure("{}").contains("larger than the 6 MB"));
  }

  @Test
  void logsALineForEachOutcome() throws IOException {
    answer("{}");
    spApi.failures.add(Fakes.spApi(403, Refusal.ACCESS_DENIED));
    failure("{}");

    String[] lines = log.toString(StandardCharsets.UTF_8).split("\n", -1);
    assertTrue(lines[0].contains("\"event\":\"RotationRecordIgnored\""), lines[0]);
    assertTrue(lines[1].contains("\"outcome\":\"ok\""), lines[1]);
    assertTrue(lines[1].contains("\"daysLeft\":150"), lines[1]);
    assertTrue(lines[2].contains("\"outcome\":\"CheckRoles\""), lines[2]);
    assertTrue(lines[2].contains("\"requestId\":\"invocation-1\""), lines[2]);
  }

  @Test
  void throwsWithoutACauseThatLambdaWouldPrint() {
    store.next =
        () -> {
          throw new IllegalStateException(Fakes.MARKER);
        };

    DiagnosedException thrown =
        assertThrows(DiagnosedException.class, () -> handle("{}", new FakeContext()));

    StringWriter printed = new StringWriter();
    thrown.printStackTrace(new PrintWriter(printed));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("Unexpected: "));
    assertFalse(printed.toString().contains(Fakes.MARKER));
    assertFalse(log.toString(StandardCharsets.UTF_8).contains(Fakes.MARKER));
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("IllegalStateException at "));
  }

  @Test
  void aScheduleThatComesBeforeTheFirstCredentialsIsNoFailure() throws IOException {
    store.next =
        () -> {
          throw new NotConfiguredException("/my-erp/refreshToken is the placeholder.", true);
        };

    assertEquals("{\"status\":\"waiting\"}", answer("{\"source\":\"aws.scheduler\"}"));
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("\"outcome\":\"waiting\""));
    assertFalse(log.toString(StandardCharsets.UTF_8).contains("SuccessfulCalls"));
  }

  @Test
  void whoeverElseComesBeforeTheFirstCredentialsIsTold() {
    store.next =
        () -> {
          throw new NotConfiguredException("/my-erp/refreshToken is the placeholder.", true);
        };

    assertTrue(failure("{}").startsWith("NotConfigured: "));
  }

  @Test
  void aScheduleFailsWhereOnlyAPartIsStored() {
    store.next =
        () -> {
          throw new NotConfiguredException("/my-erp/refreshToken is the placeholder.", false);
        };

    assertTrue(failure("{\"source\":\"aws.scheduler\"}").startsWith("NotConfigured: "));
  }

  @Test
  void aScheduleMayNameAPath() throws IOException {
    answer("{\"source\":\"aws.scheduler\",\"path\":\"/orders/v0/orders\"}");

    assertEquals(SpApiRequest.get("/orders/v0/orders", Map.of()), spApi.asked.getFirst());
  }

  @Test
  void aBadEnvironmentIsReportedByTheFirstCallAndNamesEveryVariable() {
    CallSpApiHandler misconfigured =
        new CallSpApiHandler(
            Wiring.callSpApi(
                Map.of("LWA_APP", "my-erp", "SP_API_ENDPOINT", "http://evil.example")));

    DiagnosedException failure =
        assertThrows(
            DiagnosedException.class,
            () ->
                misconfigured.handleRequest(
                    new ByteArrayInputStream(new byte[0]),
                    new ByteArrayOutputStream(),
                    new FakeContext()));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("NotConfigured: "), message);
    for (String variable :
        new String[] {
          "LWA_CLIENT_ID_PARAMETER is missing",
          "LWA_CLIENT_SECRET_PARAMETER is missing",
          "LWA_REFRESH_TOKEN_PARAMETER is missing",
          "LWA_ROTATION_RECORD_PARAMETER is missing",
          "SP_API_ENDPOINT must start with https://",
          "AWS_REGION"
        }) {
      assertTrue(message.contains(variable), message);
    }
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
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"path\"",
            "\"query\"",
            "\"/a\"",
            "\"..\"",
            "null",
            "7",
            "\"source\"",
            "\"aws.events\"",
            "\\",
            "\"k\"",
            " ",
            "\u0000",
            "\"" + Fakes.MARKER + "\"")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  private void assertOutcome(byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), output, new FakeContext());
      assertTrue(output.toString(StandardCharsets.UTF_8).startsWith("{\"status\":\"ok\""));
    } catch (DiagnosedException failure) {
      assertTrue(String.valueOf(failure.getMessage()).startsWith("Unexpected: "));
      assertFalse(String.valueOf(failure.getMessage()).contains(Fakes.MARKER));
      assertEquals(0, output.size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String answer(String event) throws IOException {
    return handle(event, new FakeContext());
  }

  private String failure(String event) {
    return String.valueOf(
        assertThrows(DiagnosedException.class, () -> handle(event, new FakeContext()))
            .getMessage());
  }

  private String handle(String event, FakeContext context) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
    return output.toString(StandardCharsets.UTF_8);
  }
}
