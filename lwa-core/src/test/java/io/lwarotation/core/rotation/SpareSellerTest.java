package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Grant;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.SecretTrial.Answer;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Result;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A trial where another seller's authorization can take the place of the own one. */
class SpareSellerTest {
  private static final ClientId CLIENT = SecretTrialTest.CLIENT;
  private static final Secret SECRET = SecretTrialTest.SECRET;
  private static final Secret OWN = Secret.of("Atzr|EXAMPLE");
  private static final Deadline SOON = SecretTrialTest.SOON;

  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final Fakes.Sp spareHost = new Fakes.Sp();
  private final Secret spareToken = Secret.of("Atzr|EXAMPLE-spare");
  private int lookedFor;

  private SecretTrial withSpare() {
    return new SecretTrial(
        lwa,
        spApi,
        SpApiRequest.PROBE,
        OtherRegions.none(),
        _ -> {
          lookedFor++;
          return Optional.of(new SpareSeller.Found(spareToken, spareHost));
        });
  }

  @Test
  void anotherSellerProvesOrRefutesASecretThatTheOwnSellerAndTheCallWithoutOneLeaveOpen() {
    AmazonException revoked = Fakes.spApi(400, Refusal.INVALID_GRANT);
    lwa.failures.add(revoked);
    lwa.failures.add(Fakes.spApi(400, Refusal.CLIENT_MAY_NOT));

    Result result = withSpare().run(CLIENT, SECRET, OWN, SOON);

    assertEquals(new Verdict.Works(), result.secret());
    assertInstanceOf(Authorization.Refused.class, result.authorization());
    assertEquals(new Answer.Bad(revoked), result.answer(), "what the own seller's says stays");
    assertEquals(List.of(SpApiRequest.PROBE), spareHost.asked);

    lwa.failures.add(revoked);
    lwa.failures.add(Fakes.spApi(400, Refusal.CLIENT_MAY_NOT));
    spareHost.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));
    assertInstanceOf(Verdict.Refused.class, withSpare().run(CLIENT, SECRET, OWN, SOON).secret());
  }

  @Test
  void noOtherSellerIsLookedForWhereTheOwnOneDecides() {
    assertEquals(new Verdict.Works(), withSpare().run(CLIENT, SECRET, OWN, SOON).secret());

    assertEquals(0, lookedFor);
  }

  @Test
  void whereThereIsNoOwnSellerAnotherOneTakesThePlaceAndOneThatRevokedCostsNothing() {
    Result other = withSpare().run(CLIENT, SECRET, null, SOON);
    assertEquals(new Verdict.Works(), other.secret());
    assertEquals(new Authorization.NotTried(), other.authorization());
    assertEquals(List.of(new Grant.Seller(CLIENT, SECRET, spareToken)), lwa.asked);

    lwa.failures.add(Fakes.spApi(400, Refusal.INVALID_GRANT));
    Result revoked = withSpare().run(CLIENT, SECRET, null, SOON);
    assertEquals(new Verdict.Works(), revoked.secret(), "proven without a seller");
    assertEquals(List.of(SpApiRequest.GRANTLESS_PROBE), spApi.asked);
  }

  @Test
  void whereNobodyDecidesTheReasonsOfAllAreTold() {
    AmazonException revoked = Fakes.spApi(400, Refusal.INVALID_GRANT);
    lwa.failures.add(revoked);
    lwa.failures.add(Fakes.spApi(400, Refusal.CLIENT_MAY_NOT));
    lwa.failures.add(Fakes.spApi(503, Refusal.UNAVAILABLE));

    Result result = withSpare().run(CLIENT, SECRET, OWN, SOON);

    assertEquals(new Answer.Bad(revoked), result.answer(), "the own seller's");
    Verdict.Open open = assertInstanceOf(Verdict.Open.class, result.secret());
    assertTrue(open.passing(), "trying again helps");
    assertTrue(open.reason().contains(", and without a seller "), open.reason());
    assertTrue(open.reason().contains(", and for another seller "), open.reason());
  }
}
