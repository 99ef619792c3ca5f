package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CallSpApiTest {
  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final CallSpApi call =
      new CallSpApi(
          "my-erp",
          Optional.empty(),
          new AccessTokens(store, lwa, clock),
          spApi,
          OtherRegions.none(),
          clock);

  @Test
  void aColdCallCostsThreeRequestsAndAWarmOneOne() {
    run();
    assertRequests(1, 1, 1);

    run();

    assertRequests(1, 1, 2);
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(new StoredRecord.Absent(), 150, "there is no rotation record"),
        Arguments.of(record(7), 99, ""),
        Arguments.of(
            record(6),
            150,
            "the rotation record is about version 6 of the secret, and the stored one is 7"),
        Arguments.of(
            new StoredRecord.Broken("no JSON"), 150, "the rotation record is broken: no JSON"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void countsTheDaysFromTheRecordIfItSpeaksOfThisVersionElseFromTheDayOfStoring(
      StoredRecord record, long days, String problem) {
    store.stored = Fakes.credentials(7, Fakes.NOW.minus(Duration.ofDays(30)), record);

    CallAnswer answer = run();

    assertEquals(days, answer.daysLeft());
    assertEquals(Fakes.NOW.plus(Duration.ofDays(days)), answer.expiry().expiresAt());
    assertEquals(problem, answer.recordProblem().orElse(""));
  }

  @Test
  void daysPassInAWarmEnvironment() {
    lwa.expiresIn = Duration.ofDays(3);
    run();
    clock.advance(Duration.ofDays(2));

    assertEquals(148, run().daysLeft());
    assertEquals(1, store.reads.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"SECRET_EXPIRED", "TOKEN_EXPIRED", "TOKEN_INVALID"})
  void aFreshTokenMendsWhatSpApiRefusedOnce(Refusal refusal) {
    spApi.failures.add(Fakes.spApi(403, refusal));

    assertEquals(200, run().answer().status());

    assertRequests(2, 2, 2);
    assertFalse(spApi.tokens.get(0).token().equals(spApi.tokens.get(1).token()));
  }

  @ParameterizedTest
  @CsvSource({
    "SECRET_EXPIRED, 403, ROTATE_SECRET, 2, ./lwa put --app my-erp --client-secret",
    "TOKEN_EXPIRED, 403, UNEXPECTED, 2, issued just now",
    "TOKEN_INVALID, 403, REAUTHORIZE, 2, ./lwa put --app my-erp --refresh-token",
    "TOKEN_MISSING, 403, UNEXPECTED, 1, report it",
    "WRONG_REGION, 403, WRONG_REGION, 1, na",
    "ACCESS_DENIED, 403, CHECK_ROLES, 1, lacks the role for this call",
    "ACCESS_DENIED, 403, CHECK_ROLES, 1, the seller must authorize it again",
    "ACCESS_DENIED, 403, CHECK_ROLES, 1, 'another SP-API region (na, eu or fe)'",
    "ROLE_MISSING, 400, CHECK_ROLES, 1, Add the role in the Developer Console",
    "AMAZON_EXPIRED, 403, UNREACHABLE, 1, a fault on Amazon's side",
    "GATEWAY_DENIED, 403, CHECK_ROLES, 1, Check that the path exists",
    "SANDBOX_ONLY, 400, UNEXPECTED, 1, sandbox",
    "THROTTLED, 429, THROTTLED, 1, limit 0.016 a second",
    "UNAVAILABLE, 503, UNREACHABLE, 1, 503",
    "NOT_FOUND, 404, UNEXPECTED, 1, path",
    "BAD_REQUEST, 400, UNEXPECTED, 1, query",
    "REDIRECT, 301, UNEXPECTED, 1, redirect",
    "OTHER, 418, UNEXPECTED, 1, 418"
  })
  void diagnosesWhatSpApiRefuses(
      Refusal refusal, int status, Diagnosis diagnosis, int tries, String remedy) {
    spApi.failures.add(Fakes.spApi(status, refusal));
    spApi.failures.add(Fakes.spApi(status, refusal));

    DiagnosedException failure = failure();

    String message = String.valueOf(failure.getMessage());
    assertEquals(diagnosis, failure.diagnosis());
    assertTrue(message.startsWith(diagnosis.label() + ": "), message);
    assertTrue(message.contains(remedy), message);
    assertTrue(message.contains("request-2"), message);
    assertTrue(message.contains("my-erp"), message);
    assertFalse(message.contains(Fakes.MARKER), message);
    assertEquals(tries, spApi.asked.size());
  }

  @Test
  void saysThatASecretOfThisHourMayNeedTheHour() {
    store.stored = Fakes.credentials(9, Fakes.NOW.minus(Duration.ofMinutes(59)));
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    assertTrue(failure().remedy().contains("may need that hour"));
  }

  @Test
  void silenceIsUnreachableIsNotRepeatedAndLeavesTheTokenAlone() {
    spApi.failures.add(
        new AmazonException.NoAnswer(
            AmazonException.Service.SP_API, "did not answer within 5 s", null));

    DiagnosedException failure = failure();

    assertEquals(Diagnosis.UNREACHABLE, failure.diagnosis());
    assertTrue(failure.remedy().startsWith("SP-API did not answer within 5 s"));
    assertRequests(1, 1, 1);
    run();
    assertRequests(1, 1, 2);
  }

  @Test
  void anAnswerThatIsTooLargeComesAgainAsLarge() {
    spApi.failures.add(
        new AmazonException.NoAnswer(
            AmazonException.Service.SP_API,
            AmazonException.NoAnswer.Kind.TOO_LARGE,
            "answered with more than 6 MB",
            null));

    DiagnosedException failure = failure();

    assertEquals(Diagnosis.UNEXPECTED, failure.diagnosis());
    assertTrue(failure.remedy().contains("ask for less"));
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED, THROTTLED", "UNREACHABLE, UNREACHABLE", "REFUSED, NOT_CONFIGURED"})
  void diagnosesWhatTheStoreRefuses(StoreException.Kind kind, Diagnosis diagnosis) {
    store.next =
        () -> {
          throw new StoreException(kind, "Parameter Store said no", null);
        };

    assertEquals(diagnosis, failure().diagnosis());
    assertRequests(1, 0, 0);
  }

  private CallAnswer run() {
    return call.run(SpApiRequest.PROBE, Deadline.in(Duration.ofSeconds(10), clock));
  }

  private DiagnosedException failure() {
    return assertThrows(DiagnosedException.class, this::run);
  }

  private void assertRequests(int reads, int exchanges, int calls) {
    assertEquals(reads, store.reads.size(), "readings");
    assertEquals(exchanges, lwa.asked.size(), "token requests");
    assertEquals(calls, spApi.asked.size(), "calls");
  }

  private static StoredRecord record(long version) {
    return new StoredRecord.Present(
        RotationRecord.of(version, Fakes.NOW.plus(Duration.ofDays(99))));
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "THROTTLED", "ACCESS_DENIED", "BAD_REQUEST", "UNAVAILABLE"})
  void aFailureThatNoTokenCanMendLeavesTheTokenAlone(Refusal refusal) {
    for (int i = 0; i < 5; i++) {
      spApi.failures.add(Fakes.spApi(400, refusal));
      failure();
    }

    assertRequests(1, 1, 5);
  }

  /** A seller who authorizes again gives another refresh token. */
  @Test
  void aMissingRoleIsAReasonForAnotherTokenEveryFiveMinutes() {
    run();
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    spApi.failures.add(Fakes.spApi(403, Refusal.ACCESS_DENIED));
    failure();
    assertRequests(1, 1, 2);

    clock.advance(Duration.ofMillis(1));
    spApi.failures.add(Fakes.spApi(403, Refusal.ACCESS_DENIED));
    run();

    assertRequests(2, 2, 4);
  }
}
