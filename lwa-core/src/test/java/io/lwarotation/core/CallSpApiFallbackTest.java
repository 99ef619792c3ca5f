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
  private final FakeFallback fallback = new FakeFallback();
  private final CallSpApi call =
      new CallSpApi(
          "my-erp",
          Optional.empty(),
          new AccessTokens(store, lwa, fallback, clock),
          spApi,
          OtherRegions.none(),
          clock);

  private CallAnswer run() {
    return call.run(SpApiRequest.PROBE, Deadline.in(Duration.ofSeconds(10), clock));
  }

  private DiagnosedException failure() {
    return assertThrows(DiagnosedException.class, this::run);
  }

  @Test
  void goesOnWithAnEarlierSecretWhileLwaRefusesTheStoredOne() {
    refuseTheStoredSecret(1);

    CallAnswer first = run();
    CallAnswer second = run();

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
    store.next = new ArrayDeque<>(List.of(store.stored, REPLACED))::remove;
    lwa.failures.add(Fakes.lwa(401, Refusal.INVALID_CLIENT));

    assertFalse(run().fallback());

    assertEquals(0, fallback.asked);
    assertRequests(2, 2, 1);
  }

  @Test
  void returnsToTheStoredSecretWithTheNextToken() {
    refuseTheStoredSecret(1);
    assertTrue(run().fallback());

    clock.advance(Duration.ofHours(1));

    assertFalse(run().fallback());
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_GRANT", "THROTTLED", "UNAVAILABLE"})
  void anotherRefusalOfLwaIsNoReasonForAnEarlierSecret(Refusal refusal) {
    lwa.failures.add(Fakes.lwa(400, refusal));

    failure();

    assertEquals(0, fallback.asked);
  }

  @Test
  void anEarlierSecretThatSpApiRefusesTooIsGivenUpAndTheTroubleOfTheStoredOneIsTold() {
    refuseTheStoredSecret(3);
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    DiagnosedException failure = failure();

    assertEquals(Diagnosis.ROTATE_SECRET, failure.diagnosis());
    assertTrue(failure.remedy().startsWith("Login with Amazon does not accept"), failure.remedy());
    assertEquals(1, fallback.givenUp);
    assertEquals(1, spApi.asked.size());
  }

  @Test
  void soItIsWhereTheStoredSecretIsRefusedOnlyAtTheSecondAttempt() {
    run();
    refuseTheStoredSecret(1);
    spApi.failures.add(Fakes.spApi(403, Refusal.TOKEN_INVALID));
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    DiagnosedException failure = failure();

    assertTrue(failure.remedy().startsWith("Login with Amazon does not accept"), failure.remedy());
    assertEquals(1, fallback.givenUp);
  }

  @Test
  void aTokenOfAnEarlierSecretThatIsRefusedForItselfDoesNotCostTheSecret() {
    refuseTheStoredSecret(2);
    spApi.failures.add(Fakes.spApi(403, Refusal.TOKEN_EXPIRED));

    assertTrue(run().fallback());

    assertEquals(0, fallback.givenUp);
    assertEquals(2, fallback.asked);
  }

  @Test
  void aSecretThatWasMendedMeanwhileIsUsedWhereTheEarlierOneDied() {
    refuseTheStoredSecret(1);
    assertTrue(run().fallback());
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    assertFalse(run().fallback());
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
    fallback.failure = new StoreException(kind, "no right", null);
    refuseTheStoredSecret(1);

    DiagnosedException failure = failure();

    assertEquals(Diagnosis.ROTATE_SECRET, failure.diagnosis());
    Throwable cause = Objects.requireNonNull(failure.getCause());
    assertSame(fallback.failure, cause.getSuppressed()[0]);
    assertEquals(1, fallback.asked);
  }

  @Test
  void anEarlierSecretThatCouldNotBeTriedIsTriedAgain() {
    fallback.failure =
        new AmazonException.NoAnswer(AmazonException.Service.LWA, "did not answer", null);
    refuseTheStoredSecret(2);
    failure();
    assertEquals(1, fallback.asked);

    fallback.failure = null;

    assertTrue(run().fallback());
  }

  @Test
  void goesOnWithAnEarlierSecretWhileTheStoredOneIsMalformed() {
    store.stored = Fakes.malformed(8);

    CallAnswer answer = run();

    assertEquals(Optional.of("/my-erp/lwa/clientsecret holds a space"), answer.secretProblem());
    assertEquals(8, answer.expiry().version());
    assertEquals(0, lwa.asked.size());
  }

  @Test
  void saysWhatIsMalformedWhereThereIsNoEarlierSecret() {
    store.stored = Fakes.malformed(8);

    fallback.token = Optional.empty();
    DiagnosedException failure = failure();

    assertEquals(Diagnosis.NOT_CONFIGURED, failure.diagnosis());
    assertTrue(failure.remedy().contains("/my-erp/lwa/clientsecret holds a space"));
    assertEquals(0, lwa.asked.size());
  }

  private void assertRequests(int reads, int exchanges, int calls) {
    assertEquals(reads, store.reads.size(), "readings");
    assertEquals(exchanges, lwa.asked.size(), "token requests");
    assertEquals(calls, spApi.asked.size(), "calls");
  }

  private static final class FakeFallback implements Fallback {
    int asked;
    int givenUp;
    Optional<AccessToken> token =
        Optional.of(new AccessToken(Secret.of("Atza|EXAMPLE"), Duration.ofHours(1)));
    @Nullable RuntimeException failure;

    @Override
    public Optional<AccessToken> exchange(StoredCredentials refused, Deadline deadline) {
      asked++;
      if (failure != null) {
        throw failure;
      }
      return token;
    }

    @Override
    public void giveUp(StoredCredentials stored) {
      givenUp++;
      failure = Fakes.lwa(401, Refusal.INVALID_CLIENT);
    }
  }
}
