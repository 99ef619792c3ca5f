package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotationDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotate());

    assertEquals(1, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }

  @Test
  void leavesAnExpiredSecretToAPerson() {
    scene.days(181);

    RotateOutcome.Waited waited = assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertInstanceOf(RotationDecision.Expired.class, waited.decision());
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

    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotate());

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
    failTheTokenOfARotation(
        new AmazonException.Refused(
            AmazonException.Service.LWA, status, refusal, Optional.empty(), Optional.empty()));

    assertInstanceOf(RotateOutcome.Refused.class, scene.rotate());

    assertEquals(notices, scene.notices.size());
    assertTrue(scene.record().isEmpty() || scene.record().get().requestedAt() == null);
    assertEquals(List.of(), scene.rotated);
  }

  @Test
  void tellsOfSilenceOnceARotationHasBeenDueForTwoDays() {
    scene.days(150);
    failTheTokenOfARotation(new NoAnswer(AmazonException.Service.LWA, "did not answer", null));

    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());
    assertEquals(List.of(), scene.notices);
    scene.days(2);
    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());

    assertEquals(1, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @CsvSource({"0,1,Requested", "1,0,Postponed"})
  void beginsNothingWithLessThanTwelveSecondsLeft(int nanosLess, int asked, String outcome) {
    scene.days(151);
    scene.tokens =
        real ->
            (grant, deadline) -> {
              AccessToken token = real.exchange(grant, deadline);
              if (isOfARotation(grant)) {
                Duration left = Duration.ofSeconds(12).minusNanos(nanosLess);
                scene.clock.advance(deadline.remaining().minus(left));
              }
              return token;
            };

    assertEquals(outcome, scene.rotate().getClass().getSimpleName());

    assertEquals(asked, scene.rotated.size());
  }

  private static boolean isOfARotation(Grant grant) {
    return grant instanceof Grant.Grantless(_, _, Grant.Scope scope)
        && scope == Grant.Scope.CLIENT_CREDENTIAL_ROTATION;
  }

  private void failTheTokenOfARotation(AmazonException failure) {
    scene.tokens =
        real ->
            (grant, deadline) -> {
              if (isOfARotation(grant)) {
                throw failure;
              }
              return real.exchange(grant, deadline);
            };
  }

  @Test
  void theSameTextStoredAgainIsNoYoungerForARecordWithoutAmazonsDates() {
    scene.days(100);
    long version = scene.store.writeSecret(scene.store.top().secret(), true);
    write(version, null);
    scene.days(51);

    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());
  }

  @Test
  void looksOnlyOnceForWhatWasSaidOfATextThatIsStoredOverAnother() {
    Secret first = scene.store.top().secret();
    scene.days(100);
    long version = scene.store.writeSecret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad"), true);
    write(version, null);
    scene.store.writeSecret(first, true);

    scene.rotate();

    assertEquals(version + 1, scene.record().orElseThrow().secretVersion());
    assertEquals(
        SimulatedClock.START.plus(SecretExpiry.LIFETIME), scene.record().get().expiresAt());
  }

  /** A record without Amazon's dates, as an entry that counts. */
  private long write(long secretVersion, @Nullable Instant asked) {
    return scene.store.writeRecord(
        new StoredRecord.Present(
            new RotationRecord(
                secretVersion,
                null,
                scene.clock.instant().plus(Duration.ofDays(180)),
                null,
                asked,
                null)),
        scene.store.topRecord().version(),
        RecordNotes.NONE);
  }

  @Test
  void leavesARecordAloneFromWhichSomebodyElseTookTheMark() {
    scene.days(151);
    long[] theirs = {0};
    failTheRequest(() -> theirs[0] = write(1, null));

    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());

    assertEquals(theirs[0] + 1, scene.store.topRecord().version(), "but for the write that lost");
    assertEquals(theirs[0], scene.store.truth().version());
  }

  @Test
  void tellsThatItIsNotEnrolledThoughSomebodyElseTookTheMark() {
    scene.days(151);
    scene.amazon.enrolled = false;
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
                write(1, null);
              }
              return real.send(request, token, deadline);
            };

    assertInstanceOf(RotateOutcome.Refused.class, scene.rotate());

    assertEquals(1, scene.notices.size());
  }

  private void failTheRequest(Runnable meanwhile) {
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (!request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
                return real.send(request, token, deadline);
              }
              meanwhile.run();
              throw new NoAnswer(
                  AmazonException.Service.SP_API, NoAnswer.Kind.NOT_SENT, "was not asked", null);
            };
  }
}
