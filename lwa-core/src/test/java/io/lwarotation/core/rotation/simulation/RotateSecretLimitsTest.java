package io.lwarotation.core.rotation.simulation;

import static io.lwarotation.core.rotation.simulation.Scene.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import io.lwarotation.core.rotation.RotateOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rotation that just is or just is not asked for. */
class RotateSecretLimitsTest {
  private final Scene scene = new Scene();

  @Test
  void doesNotRotateWhereItCannotBeSeenWhoDoes() {
    scene.days(151);
    scene.claim = new Claim.Unknown("It cannot be read.", "/lwa-rotation/clients/0123");
    expect("Blocked", scene.rotate());
    assertEquals(1, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }

  @Test
  void leavesAnExpiredSecretToAPerson() {
    scene.days(181);
    expect("Expired", scene.rotate());
    assertEquals(1, scene.notices.size());
  }

  /** Or the watch takes it for silent, and people get both notices on one day. */
  @Test
  void tellsOnEachDayThoughARunMayStartAMinuteEarly() {
    scene.days(181);
    for (int run = 0; run < 13; run++) {
      scene.rotate();
      scene.clock.advance(Duration.ofHours(6).minusSeconds(15));
    }
    assertEquals(4, scene.notices.size());
  }

  @Test
  void asksForNothingWithASecretThatDoesNotWork() {
    scene.days(10);
    scene.amazon.rotate(false);
    scene.days(145);

    expect("Blocked", scene.rotate());
    assertEquals(List.of(), scene.rotated);
    assertTrue(scene.notices.getFirst().subject().contains("does not work"));
  }

  @Test
  void asksForNothingWithoutAUsableSecret() {
    scene.days(100);
    scene.store.writeSecret(null, true);
    scene.days(151);

    assertEquals(new RotateOutcome.Blocked("no usable secret is stored"), scene.rotate());
    assertTrue(scene.notices.getFirst().subject().contains("does not work"));
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @CsvSource({"400,INVALID_REQUEST,1", "429,THROTTLED,0", "500,UNAVAILABLE,0"})
  void asksForNothingWithoutATokenAndTellsOfWhatDoesNotPass(
      int status, Refusal refusal, int notices) {
    scene.days(151);
    scene.failTokens(Scene::isOfARotation, ModelAmazon.refused(Service.LWA, status, refusal));

    expect("Refused", scene.rotate());
    assertEquals(notices, scene.notices.size());
    assertNull(scene.record().requestedAt());
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @CsvSource({"0,1,Requested", "1,0,Postponed"})
  void beginsNothingWithLessThanTwelveSecondsLeft(int nanosLess, int asked, String outcome) {
    scene.days(151);
    Instant end = scene.clock.instant().plus(Ports.BUDGET);
    scene.tokens =
        (grant, real) -> {
          AccessToken token = real.get();
          if (Scene.isOfARotation(grant)) {
            scene.clock.advanceTo(end.minusSeconds(12).plusNanos(nanosLess));
          }
          return token;
        };

    expect(outcome, scene.rotate());
    assertEquals(asked, scene.rotated.size());
  }

  @Test
  void theSameTextStoredAgainIsNoYoungerForARecordWithoutAmazonsDates() {
    scene.days(100);
    scene.write(scene.store.writeSecret(scene.store.top().secret(), true));
    scene.days(51);

    expect("Requested", scene.rotate());
  }

  @Test
  void looksOnlyOnceForWhatWasSaidOfATextThatIsStoredOverAnother() {
    Secret first = scene.store.top().secret();
    scene.days(100);
    long version = scene.store.writeSecret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad"), true);
    scene.write(version);
    scene.store.writeSecret(first, true);

    scene.rotate();

    assertEquals(version + 1, scene.record().secretVersion());
    assertEquals(SimulatedClock.START.plus(SecretExpiry.LIFETIME), scene.record().expiresAt());
  }
}
