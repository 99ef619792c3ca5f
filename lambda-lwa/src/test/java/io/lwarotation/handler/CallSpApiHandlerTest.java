package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.SpApiAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the handler answers, logs and fails with. */
final class CallSpApiHandlerTest extends CallSpApiHandlerCase {
  @Test
  void callsWithTheAuthorizationThatIsNamedAndNamesItInAnswerLogAndFailure() throws IOException {
    String answer = answer("{\"authorization\":\"eu/acme\",\"path\":\"/orders/v0/orders\"}");

    assertEquals(List.of(Authorization.of("eu/acme")), called);
    assertTrue(
        answer.startsWith(
            "{\"status\":\"ok\",\"authorization\":\"eu/acme\",\"operation\":\"GET /orders/v0/orders\""),
        answer);
    assertTrue(logged().contains("\"authorization\":\"eu/acme\""));
    assertFalse(logged().contains("SuccessfulCalls"), "it is not the application's own");

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
    assertTrue(logged().contains("SuccessfulCalls"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"doctor\":true}", "{\"doctor\": true}", "{\r\n\t\"doctor\" : true\n}\n"})
  void tellsTheDoctorWhetherItCanReadAndCallsNobody(String event) throws IOException {
    assertEquals(
        "{\"doctor\":\"ok\",\"text\":\"reads and decrypts the credentials; the secret is version"
            + " 7\"}",
        answer(event));
    assertEquals(List.of(), lwa.asked);
    assertEquals(List.of(), spApi.asked);
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

    String[] lines = logged().split("\n", -1);
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

    DiagnosedException thrown = assertThrows(DiagnosedException.class, () -> answer("{}"));

    StringWriter printed = new StringWriter();
    thrown.printStackTrace(new PrintWriter(printed));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("Unexpected: "));
    assertFalse(printed.toString().contains(Fakes.MARKER));
    assertFalse(logged().contains(Fakes.MARKER));
    assertTrue(logged().contains("IllegalStateException at "));
  }

  @ParameterizedTest
  @CsvSource({
    "aws.scheduler, true, ",
    "nobody, true, NotConfigured: ",
    "aws.scheduler, false, NotConfigured: "
  })
  void onlyAScheduleMayComeBeforeTheFirstCredentials(
      String source, boolean nothingStored, @Nullable String failure) throws IOException {
    store.next =
        () -> {
          throw new NotConfiguredException("/my-erp/refreshToken is missing.", nothingStored);
        };
    String event = source.equals("nobody") ? "{}" : "{\"source\":\"" + source + "\"}";

    if (failure != null) {
      assertTrue(failure(event).startsWith(failure));
      return;
    }
    assertEquals("{\"status\":\"waiting\"}", answer(event));
    assertTrue(logged().contains("\"outcome\":\"waiting\""));
    assertFalse(logged().contains("SuccessfulCalls"));
  }

  @Test
  void aBadEnvironmentIsReportedByTheFirstCallAndNamesEveryVariable() {
    CallSpApiHandler misconfigured =
        new CallSpApiHandler(
            Wiring.callSpApi(
                Map.of("LWA_APP", "my-erp", "SP_API_ENDPOINT", "http://evil.example")));

    String message =
        String.valueOf(
            assertThrows(DiagnosedException.class, () -> answer(misconfigured, "")).getMessage());

    assertEquals(
        "NotConfigured: the function's environment is not complete: LWA_CLIENT_ID_PARAMETER is"
            + " missing; LWA_CLIENT_SECRET_PARAMETER is missing; LWA_REFRESH_TOKEN_PARAMETER is"
            + " missing; LWA_ROTATION_RECORD_PARAMETER is missing; SP_API_ENDPOINT must start with"
            + " https:// (http:// only on this machine); AWS_REGION is not set; no credentials of"
            + " AWS are given (neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor"
            + " AWS_CONTAINER_CREDENTIALS_FULL_URI). Deploy the stack again (npx cdk deploy).",
        message);
  }
}
