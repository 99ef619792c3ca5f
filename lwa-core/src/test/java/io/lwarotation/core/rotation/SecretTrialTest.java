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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecretTrialTest {
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();

  private Result run() {
    return run(new SecretTrial(lwa, spApi));
  }

  private static Result run(SecretTrial trial) {
    return trial.run(
        new ClientId("amzn1.application-oa2-client.EXAMPLE"),
        Secret.of("amzn1.oa2-cs.v1.EXAMPLE"),
        Secret.of("Atzr|EXAMPLE"),
        Deadline.in(Duration.ofSeconds(10), new Fakes.Clock()));
  }

  private static AmazonException refused(int status, Refusal refusal) {
    return new AmazonException.Refused(
        Service.SP_API, status, refusal, Optional.empty(), Optional.empty());
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
    lwa.failures.add(refused(401, refusal));

    Result result = run();

    assertInstanceOf(Verdict.Refused.class, result.secret());
    assertEquals(new Authorization.NotTried(), result.authorization());
    assertEquals(1, lwa.asked.size());
  }

  @Test
  void aDenialWithoutAReasonProvesNothingOfTheSecretAndACallWithoutASellerDoes() {
    AmazonException denied = refused(403, Refusal.ACCESS_DENIED);
    spApi.failures.add(denied);

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertInstanceOf(Authorization.Denied.class, result.authorization());
    assertEquals(new Answer.Bad(denied), result.answer());
    assertEquals(List.of(SpApiRequest.PROBE, SpApiRequest.GRANTLESS_PROBE), spApi.asked);
  }

  @Test
  void theAnswerIsTheOneThatShowedTheSecretRefused() {
    AmazonException refused = refused(403, Refusal.SECRET_EXPIRED);
    spApi.failures.add(refused(503, Refusal.UNAVAILABLE));
    spApi.failures.add(refused);

    Result result = run();

    assertInstanceOf(Verdict.Refused.class, result.secret());
    assertEquals(new Answer.Bad(refused), result.answer());
  }

  @Test
  void triesWithAnotherProbeAndNamesTheRegionThatATokenBelongsTo() {
    SpApiRequest probe = SpApiRequest.get("/vendor/orders/v1/purchaseOrders", Map.of());
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));
    OtherRegions regions =
        new OtherRegions(
            new SpApiHosts(SpApiRegion.NA.endpoint(), Map.of()),
            host ->
                (request, _, _) -> {
                  assertEquals(probe, request);
                  if (host.equals(SpApiRegion.FE.endpoint())) {
                    return spApi.answer;
                  }
                  throw refused(403, Refusal.ACCESS_DENIED);
                },
            new Fakes.Clock());

    Result result = run(new SecretTrial(lwa, spApi, probe, regions, SpareSeller.none()));

    assertEquals(probe, spApi.asked.getFirst());
    assertEquals(new Verdict.Works(), result.secret());
    String why = assertInstanceOf(Authorization.Refused.class, result.authorization()).reason();
    assertTrue(why.contains("belongs to the SP-API region fe"), why);
  }

  @Test
  void twoDenialsLeaveTheSecretOpenAndTryingAgainDoesNotHelp() {
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));

    Verdict.Open open = assertInstanceOf(Verdict.Open.class, run().secret());

    assertEquals(false, open.passing());
  }

  @Test
  void aDeadAuthorizationSaysNothingOfTheSecret() {
    lwa.failures.add(refused(400, Refusal.INVALID_GRANT));

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertTrue(
        assertInstanceOf(Authorization.Refused.class, result.authorization())
            .reason()
            .contains("refresh token"));
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
    spApi.failures.add(refused(status, refusal));
    spApi.failures.add(refused(status, refusal));

    Result result = run();

    assertEquals(passing, assertInstanceOf(Verdict.Open.class, result.secret()).passing());
    assertInstanceOf(Authorization.Open.class, result.authorization());
  }

  @ParameterizedTest
  @CsvSource({"NOT_SENT,true", "LOST,true", "TOO_LARGE,false"})
  void silencePassesUnlessThereIsTooMuchOfAnAnswer(NoAnswer.Kind kind, boolean passing) {
    for (int i = 0; i < 2; i++) {
      spApi.failures.add(new NoAnswer(Service.SP_API, kind, "did not answer", null));
    }

    assertEquals(passing, assertInstanceOf(Verdict.Open.class, run().secret()).passing());
  }

  @Test
  void oneProbeThatMayPassIsEnoughToWait() {
    spApi.failures.add(refused(429, Refusal.THROTTLED));
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));

    Verdict.Open open = assertInstanceOf(Verdict.Open.class, run().secret());

    assertTrue(open.passing());
    assertTrue(open.reason().contains("429") && open.reason().contains("403"), open.reason());
  }

  @Test
  void twoProbesThatFailAlikeAreToldOnce() {
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));
    spApi.failures.add(refused(403, Refusal.ACCESS_DENIED));

    Verdict.Open open = assertInstanceOf(Verdict.Open.class, run().secret());

    assertEquals(refused(403, Refusal.ACCESS_DENIED).getMessage(), open.reason());
  }

  @Test
  void triesWithoutASellerWhereNoRefreshTokenIsStored() {
    ClientId client = new ClientId("amzn1.application-oa2-client.EXAMPLE");
    Secret secret = Secret.of("amzn1.oa2-cs.v1.EXAMPLE");

    Result result =
        new SecretTrial(lwa, spApi)
            .run(client, secret, null, Deadline.in(Duration.ofSeconds(10), new Fakes.Clock()));

    assertEquals(new Verdict.Works(), result.secret());
    assertEquals(new Authorization.NotTried(), result.authorization());
    assertEquals(List.of(SpApiRequest.GRANTLESS_PROBE), spApi.asked);
    assertEquals(
        List.of(new Grant.Grantless(client, secret, Grant.Scope.NOTIFICATIONS)), lwa.asked);
  }

  @Test
  void noProbeTakesTheTimeOfTheOther() {
    List<Duration> left = new ArrayList<>();

    new SecretTrial(
            lwa,
            (_, _, deadline) -> {
              left.add(deadline.remaining());
              throw refused(403, Refusal.ACCESS_DENIED);
            })
        .run(
            new ClientId("amzn1.application-oa2-client.EXAMPLE"),
            Secret.of("amzn1.oa2-cs.v1.EXAMPLE"),
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
    spApi.failures.add(refused(403, refusal));

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertEquals(authorization, result.authorization().getClass().getSimpleName());
    switch (result.authorization()) {
      case Authorization.Refused(_, String reason) -> assertFalse(reason.isBlank());
      case Authorization.Open(String reason) ->
          assertEquals(refused(403, refusal).getMessage(), reason);
      case Authorization.Works _, Authorization.NotTried _ -> {}
      case Authorization.Denied(String reason) -> assertFalse(reason.isBlank());
    }
  }

  @Test
  void silenceToTheSellersCallLeavesTheAuthorizationOpen() {
    spApi.failures.add(new NoAnswer(Service.SP_API, "did not answer in time", null));

    Result result = run();

    assertEquals(new Verdict.Works(), result.secret());
    assertTrue(
        assertInstanceOf(Authorization.Open.class, result.authorization())
            .reason()
            .contains("did not answer in time"));
  }

  private final Fakes.Sp spareHost = new Fakes.Sp();
  private final Secret spareToken = Secret.of("Atzr|EXAMPLE-spare");

  private SecretTrial withSpare() {
    return new SecretTrial(
        lwa,
        spApi,
        SpApiRequest.PROBE,
        OtherRegions.none(),
        _ -> Optional.of(new SpareSeller.Found(spareToken, spareHost)));
  }

  @Test
  void anotherSellerProvesASecretThatTheOwnSellerAndTheCallWithoutOneLeaveOpen() {
    AmazonException revoked = refused(400, Refusal.INVALID_GRANT);
    lwa.failures.add(revoked);
    lwa.failures.add(refused(400, Refusal.CLIENT_MAY_NOT));

    Result result = run(withSpare());

    assertEquals(new Verdict.Works(), result.secret());
    assertInstanceOf(Authorization.Refused.class, result.authorization());
    assertEquals(new Answer.Bad(revoked), result.answer(), "what the own seller's says stays");
    assertEquals(List.of(SpApiRequest.PROBE), spareHost.asked);
  }

  @Test
  void anotherSellerRefutesASecretToo() {
    lwa.failures.add(refused(400, Refusal.INVALID_GRANT));
    lwa.failures.add(refused(400, Refusal.CLIENT_MAY_NOT));
    spareHost.failures.add(refused(403, Refusal.SECRET_EXPIRED));

    assertInstanceOf(Verdict.Refused.class, run(withSpare()).secret());
  }

  @Test
  void noOtherSellerIsLookedForWhereTheOwnOneDecides() {
    run(
        new SecretTrial(
            lwa,
            spApi,
            SpApiRequest.PROBE,
            OtherRegions.none(),
            _ -> {
              throw new AssertionError("looked for another seller");
            }));
  }

  @Test
  void whereThereIsNoOwnSellerAnotherOneTakesThePlaceAndOneThatRevokedCostsNothing() {
    ClientId client = new ClientId("amzn1.application-oa2-client.EXAMPLE");
    Secret secret = Secret.of("amzn1.oa2-cs.v1.EXAMPLE");
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), new Fakes.Clock());

    Result other = withSpare().run(client, secret, null, deadline);
    assertEquals(new Verdict.Works(), other.secret());
    assertEquals(new Authorization.NotTried(), other.authorization());
    assertEquals(List.of(new Grant.Seller(client, secret, spareToken)), lwa.asked);

    lwa.failures.add(refused(400, Refusal.INVALID_GRANT));
    Result revoked = withSpare().run(client, secret, null, deadline);
    assertEquals(new Verdict.Works(), revoked.secret(), "proven without a seller");
    assertEquals(List.of(SpApiRequest.GRANTLESS_PROBE), spApi.asked);
  }

  @Test
  void whereNobodyDecidesTheReasonsOfAllAreTold() {
    AmazonException revoked = refused(400, Refusal.INVALID_GRANT);
    lwa.failures.add(revoked);
    lwa.failures.add(refused(400, Refusal.CLIENT_MAY_NOT));
    lwa.failures.add(refused(503, Refusal.UNAVAILABLE));

    Result result = run(withSpare());

    assertEquals(new Answer.Bad(revoked), result.answer(), "the own seller's");
    Verdict.Open open = assertInstanceOf(Verdict.Open.class, result.secret());
    assertTrue(open.passing(), "trying again helps");
    assertTrue(open.reason().contains(", and without a seller "), open.reason());
    assertTrue(open.reason().contains(", and for another seller "), open.reason());
  }
}
