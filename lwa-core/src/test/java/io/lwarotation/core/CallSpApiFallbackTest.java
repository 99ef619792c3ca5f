package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls while the stored secret fails. */
final class CallSpApiFallbackTest {
  private static final StoredCredentials REPLACED = Fakes.credentials(8, Fakes.NOW);

  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();

  @Test
  void goesOnWithAnEarlierSecretWhileLwaRefusesTheStoredOne() {
    FakeFallback fallback = new FakeFallback();
    CallSpApi call = with(fallback);
    refuseTheStoredSecret(1);

    CallAnswer first = call.run(SpApiRequest.PROBE, deadline());
    CallAnswer second = call.run(SpApiRequest.PROBE, deadline());

    assertTrue(first.fallback());
    assertTrue(second.fallback());
    assertEquals(
        Optional.of("Login with Amazon refuses the stored client secret"), first.secretProblem());
    assertEquals(7, first.expiry().version());
    assertRequests(2, 2, 2);
    assertEquals(1, fallback.asked);
  }

  @Test
  void readsTheStoreAgainBeforeItLooksForAnEarlierSecret() {
    FakeFallback fallback = new FakeFallback();
    store.next = new ArrayDeque<>(List.of(store.stored, REPLACED))::remove;
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));

    assertFalse(with(fallback).run(SpApiRequest.PROBE, deadline()).fallback());

    assertEquals(0, fallback.asked);
    assertRequests(2, 2, 1);
  }

  @Test
  void returnsToTheStoredSecretWithTheNextToken() {
    CallSpApi call = with(new FakeFallback());
    refuseTheStoredSecret(1);
    assertTrue(call.run(SpApiRequest.PROBE, deadline()).fallback());

    clock.advance(Duration.ofHours(1));

    assertFalse(call.run(SpApiRequest.PROBE, deadline()).fallback());
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_GRANT", "THROTTLED", "UNAVAILABLE"})
  void anotherRefusalOfLwaIsNoReasonForAnEarlierSecret(Refusal refusal) {
    FakeFallback fallback = new FakeFallback();
    lwa.failures.add(Fakes.lwa(400, refusal));

    assertThrows(
        DiagnosedException.class, () -> with(fallback).run(SpApiRequest.PROBE, deadline()));

    assertEquals(0, fallback.asked);
  }

  @Test
  void anEarlierSecretThatSpApiRefusesTooIsGivenUpAndTheTroubleOfTheStoredOneIsTold() {
    FakeFallback fallback = new FakeFallback();
    CallSpApi call = with(fallback);
    refuseTheStoredSecret(3);
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    DiagnosedException failure =
        assertThrows(DiagnosedException.class, () -> call.run(SpApiRequest.PROBE, deadline()));

    assertEquals(Diagnosis.ROTATE_SECRET, failure.diagnosis());
    assertTrue(failure.remedy().startsWith("Login with Amazon does not accept"), failure.remedy());
    assertEquals(1, fallback.givenUp);
    assertEquals(1, spApi.asked.size());
  }

  @Test
  void soItIsWhereTheStoredSecretIsRefusedOnlyAtTheSecondAttempt() {
    FakeFallback fallback = new FakeFallback();
    CallSpApi call = with(fallback);
    call.run(SpApiRequest.PROBE, deadline());
    refuseTheStoredSecret(1);
    spApi.failures.add(Fakes.spApi(403, Refusal.TOKEN_INVALID));
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    DiagnosedException failure =
        assertThrows(DiagnosedException.class, () -> call.run(SpApiRequest.PROBE, deadline()));

    assertTrue(failure.remedy().startsWith("Login with Amazon does not accept"), failure.remedy());
    assertEquals(1, fallback.givenUp);
  }

  @Test
  void aTokenOfAnEarlierSecretThatIsRefusedForItselfDoesNotCostTheSecret() {
    FakeFallback fallback = new FakeFallback();
    CallSpApi call = with(fallback);
    refuseTheStoredSecret(2);
    spApi.failures.add(Fakes.spApi(403, Refusal.TOKEN_EXPIRED));

    assertTrue(call.run(SpApiRequest.PROBE, deadline()).fallback());

    assertEquals(0, fallback.givenUp);
    assertEquals(2, fallback.asked);
  }

  @Test
  void aSecretThatWasMendedMeanwhileIsUsedWhereTheEarlierOneDied() {
    CallSpApi call = with(new FakeFallback());
    refuseTheStoredSecret(1);
    assertTrue(call.run(SpApiRequest.PROBE, deadline()).fallback());
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    assertFalse(call.run(SpApiRequest.PROBE, deadline()).fallback());
  }

  /** By both attempts, so many times. */
  private void refuseTheStoredSecret(int times) {
    for (int i = 0; i < 2 * times; i++) {
      lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreException.Kind.class)
  void aFaultInLookingForAnEarlierSecretHidesNothing(StoreException.Kind kind) {
    FakeFallback fallback = new FakeFallback();
    fallback.failure = new StoreException(kind, "no right", null);
    refuseTheStoredSecret(1);

    DiagnosedException failure =
        assertThrows(
            DiagnosedException.class, () -> with(fallback).run(SpApiRequest.PROBE, deadline()));

    assertEquals(Diagnosis.ROTATE_SECRET, failure.diagnosis());
    Throwable cause = Objects.requireNonNull(failure.getCause());
    assertSame(fallback.failure, cause.getSuppressed()[0]);
    assertEquals(1, fallback.asked);
  }

  @Test
  void anEarlierSecretThatCouldNotBeTriedIsTriedAgain() {
    FakeFallback fallback = new FakeFallback();
    fallback.failure =
        new AmazonException.NoAnswer(AmazonException.Service.LWA, "did not answer", null);
    CallSpApi call = with(fallback);
    refuseTheStoredSecret(2);
    assertThrows(DiagnosedException.class, () -> call.run(SpApiRequest.PROBE, deadline()));
    assertEquals(1, fallback.asked);

    fallback.failure = null;

    assertTrue(call.run(SpApiRequest.PROBE, deadline()).fallback());
  }

  @Test
  void goesOnWithAnEarlierSecretWhileTheStoredOneIsMalformed() {
    store.stored = Fakes.malformed(8);

    CallAnswer answer = with(new FakeFallback()).run(SpApiRequest.PROBE, deadline());

    assertEquals(Optional.of("/my-erp/lwa/clientsecret holds a space"), answer.secretProblem());
    assertEquals(8, answer.expiry().version());
    assertEquals(0, lwa.asked.size());
  }

  @Test
  void saysWhatIsMalformedWhereThereIsNoEarlierSecret() {
    store.stored = Fakes.malformed(8);

    CallSpApi call = new CallSpApi("my-erp", new AccessTokens(store, lwa, clock), spApi, clock);
    DiagnosedException failure =
        assertThrows(DiagnosedException.class, () -> call.run(SpApiRequest.PROBE, deadline()));

    assertEquals(Diagnosis.NOT_CONFIGURED, failure.diagnosis());
    assertTrue(failure.remedy().contains("/my-erp/lwa/clientsecret holds a space"));
    assertEquals(0, lwa.asked.size());
  }

  private void assertRequests(int reads, int exchanges, int calls) {
    assertEquals(reads, store.reads.size(), "readings");
    assertEquals(exchanges, lwa.asked.size(), "token requests");
    assertEquals(calls, spApi.asked.size(), "calls");
  }

  private CallSpApi with(Fallback fallback) {
    return new CallSpApi("my-erp", new AccessTokens(store, lwa, fallback, clock), spApi, clock);
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(10), clock);
  }

  private static final class FakeFallback implements Fallback {
    int asked;
    int givenUp;
    @Nullable RuntimeException failure;

    @Override
    public Optional<AccessToken> exchange(StoredCredentials refused, Deadline deadline) {
      asked++;
      if (failure != null) {
        throw failure;
      }
      return Optional.of(new AccessToken(Secret.of("Atza|EXAMPLE"), Duration.ofHours(1)));
    }

    @Override
    public void giveUp(StoredCredentials stored) {
      givenUp++;
      failure = Fakes.lwa(401, Refusal.INVALID_CLIENT);
    }
  }
}
