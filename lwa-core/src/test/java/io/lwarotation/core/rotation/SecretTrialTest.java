package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Grant;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.SecretTrial.Answer;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Result;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecretTrialTest {
  static final ClientId CLIENT = new ClientId("amzn1.application-oa2-client.EXAMPLE");
  static final Secret SECRET = Secret.of("amzn1.oa2-cs.v1.EXAMPLE");
  static final Deadline SOON = Deadline.in(Duration.ofSeconds(10), new Fakes.Clock());

  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();

  private Result run() {
    return run(new SecretTrial(lwa, spApi));
  }

  private static Result run(SecretTrial trial) {
    return trial.run(CLIENT, SECRET, Secret.of("Atzr|EXAMPLE"), SOON);
  }

  /** Neither the seller's call nor the one without a seller decides. */
  private Verdict.Open open(AmazonException first, AmazonException second) {
    spApi.failures.addAll(List.of(first, second));
    return assertInstanceOf(Verdict.Open.class, run().secret());
  }

  @Test
  void anAnswerToTheSellersCallProvesBoth() {
    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertEquals(new Authorization.Works(), result.authorization());
    assertInstanceOf(Answer.Good.class, result.answer());
    assertEquals(List.of(SpApiRequest.PROBE), spApi.asked);
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_CLIENT", "SECRET_EXPIRED"})
  void aRefusedSecretIsNotTriedASecondTime(Refusal refusal) {
    lwa.failures.add(Fakes.spApi(401, refusal));

    Result result = run();

    assertInstanceOf(Verdict.Refused.class, result.secret());
    assertEquals(new Authorization.NotTried(), result.authorization());
    assertEquals(1, lwa.asked.size());
  }

  @Test
  void aDenialWithoutAReasonProvesNothingOfTheSecretAndACallWithoutASellerDoes() {
    AmazonException denied = Fakes.spApi(403, Refusal.ACCESS_DENIED);
    spApi.failures.add(denied);

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertInstanceOf(Authorization.Denied.class, result.authorization());
    assertEquals(new Answer.Bad(denied), result.answer());
    assertEquals(List.of(SpApiRequest.PROBE, SpApiRequest.GRANTLESS_PROBE), spApi.asked);
  }

  @Test
  void theAnswerIsTheOneThatShowedTheSecretRefused() {
    AmazonException refused = Fakes.spApi(403, Refusal.SECRET_EXPIRED);
    spApi.failures.add(Fakes.spApi(503, Refusal.UNAVAILABLE));
    spApi.failures.add(refused);

    Result result = run();

    assertInstanceOf(Verdict.Refused.class, result.secret());
    assertEquals(new Answer.Bad(refused), result.answer());
  }

  @Test
  void triesWithAnotherProbeAndNamesTheRegionThatATokenBelongsTo() {
    SpApiRequest probe = SpApiRequest.get("/vendor/orders/v1/purchaseOrders", Map.of());
    spApi.failures.add(Fakes.spApi(403, Refusal.ACCESS_DENIED));
    OtherRegions regions =
        new OtherRegions(
            new SpApiHosts(SpApiRegion.NA.endpoint(), Map.of()),
            host ->
                (request, _, _) -> {
                  assertEquals(probe, request);
                  if (host.equals(SpApiRegion.FE.endpoint())) {
                    return spApi.answer;
                  }
                  throw Fakes.spApi(403, Refusal.ACCESS_DENIED);
                },
            new Fakes.Clock());

    Result result = run(new SecretTrial(lwa, spApi, probe, regions, SpareSeller.none()));

    assertEquals(probe, spApi.asked.getFirst());
    assertEquals(new Verdict.Works(), result.secret());
    String why = assertInstanceOf(Authorization.Refused.class, result.authorization()).reason();
    assertTrue(why.contains("belongs to the SP-API region fe"), why);
  }

  @Test
  void twoDenialsLeaveTheSecretOpenTryingAgainDoesNotHelpAndTheyAreToldOnce() {
    AmazonException denied = Fakes.spApi(403, Refusal.ACCESS_DENIED);

    Verdict.Open open = open(denied, denied);

    assertFalse(open.passing());
    assertEquals(denied.getMessage(), open.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "429,THROTTLED,true",
    "503,UNAVAILABLE,true",
    "500,OTHER,true",
    "408,OTHER,true",
    "400,BAD_REQUEST,false",
    "404,NOT_FOUND,false"
  })
  void saysWhetherItHelpsToTryAgain(int status, Refusal refusal, boolean passing) {
    spApi.failures.add(Fakes.spApi(status, refusal));
    spApi.failures.add(Fakes.spApi(status, refusal));

    Result result = run();

    assertEquals(passing, assertInstanceOf(Verdict.Open.class, result.secret()).passing());
    assertInstanceOf(Authorization.Open.class, result.authorization());
  }

  @ParameterizedTest
  @CsvSource({"NOT_SENT,true", "LOST,true", "TOO_LARGE,false"})
  void silencePassesUnlessThereIsTooMuchOfAnAnswer(NoAnswer.Kind kind, boolean passing) {
    NoAnswer silence = new NoAnswer(Service.SP_API, kind, "did not answer", null);

    assertEquals(passing, open(silence, silence).passing());
  }

  @Test
  void oneProbeThatMayPassIsEnoughToWait() {
    Verdict.Open open =
        open(Fakes.spApi(429, Refusal.THROTTLED), Fakes.spApi(403, Refusal.ACCESS_DENIED));

    assertTrue(open.passing());
    assertTrue(open.reason().contains("429") && open.reason().contains("403"), open.reason());
  }

  @Test
  void triesWithoutASellerWhereNoRefreshTokenIsStored() {
    Result result = new SecretTrial(lwa, spApi).run(CLIENT, SECRET, null, SOON);

    assertEquals(new Verdict.Works(), result.secret());
    assertEquals(new Authorization.NotTried(), result.authorization());
    assertEquals(List.of(SpApiRequest.GRANTLESS_PROBE), spApi.asked);
    assertEquals(
        List.of(new Grant.Grantless(CLIENT, SECRET, Grant.Scope.NOTIFICATIONS)), lwa.asked);
  }

  @Test
  void noProbeTakesTheTimeOfTheOther() {
    List<Duration> left = new ArrayList<>();

    SecretTrial trial =
        new SecretTrial(
            lwa,
            (_, _, deadline) -> {
              left.add(deadline.remaining());
              throw Fakes.spApi(403, Refusal.ACCESS_DENIED);
            });

    trial.run(
        CLIENT,
        SECRET,
        Secret.of("Atzr|EXAMPLE"),
        Deadline.in(Duration.ofSeconds(30), new Fakes.Clock()));

    assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(5)), left);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_GRANT,Refused",
    "CLIENT_MAY_NOT,Refused",
    "WRONG_REGION,Refused",
    "TOKEN_EXPIRED,Open",
    "TOKEN_INVALID,Refused",
    "TOKEN_MISSING,Open",
    "ACCESS_DENIED,Denied",
    "ROLE_MISSING,Denied",
    "GATEWAY_DENIED,Denied",
    "AMAZON_EXPIRED,Open",
    "THROTTLED,Open",
    "NOT_FOUND,Open"
  })
  void saysOfTheAuthorizationWhatTheSellersCallShowed(Refusal refusal, String authorization) {
    spApi.failures.add(Fakes.spApi(403, refusal));

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertEquals(authorization, result.authorization().getClass().getSimpleName());
    switch (result.authorization()) {
      case Authorization.Refused(_, String reason) -> assertFalse(reason.isBlank());
      case Authorization.Denied(String reason) -> assertFalse(reason.isBlank());
      case Authorization.Open(String reason) ->
          assertEquals(Fakes.spApi(403, refusal).getMessage(), reason);
      case Authorization.Works _, Authorization.NotTried _ -> {}
    }
  }
}
