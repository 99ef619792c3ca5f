package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotationDecision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotateSecretTest {
  private final Scene scene = new Scene();
  private int requests;

  @Test
  void asksOnceAndThenWaits() {
    scene.days(151);

    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());
    long entries = scene.store.topRecord().version();
    assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertEquals(entries, scene.store.topRecord().version());
    assertEquals(1, scene.rotated.size());
    assertNotNull(scene.record().orElseThrow().requestedAt());
    assertEquals(List.of(), scene.notices);
  }

  @Test
  void rotatesAYoungSecretNowAndNeverWhileAnotherRotationIsNotOver() {
    scene.days(3);
    assertInstanceOf(RotationDecision.NotDue.class, waitedFor(scene.rotate()));

    assertInstanceOf(RotateOutcome.Requested.class, scene.rotateNow());
    assertInstanceOf(RotationDecision.InFlight.class, waitedFor(scene.rotateNow()));
    scene.days(3);
    assertInstanceOf(RotationDecision.InGrace.class, waitedFor(scene.rotateNow()));
    assertEquals(1, scene.rotated.size());
  }

  @Test
  void asksOnlyOnceItIsSureThatTheNewSecretWillBeSeenAsTheNewerOne() {
    scene.store.writeSecret(scene.rotateInConsole().newSecret(), true);
    Duration step = Duration.ofSeconds(10);
    for (Duration young = Duration.ZERO; scene.rotated.isEmpty(); young = young.plus(step)) {
      assertTrue(young.compareTo(Duration.ofMinutes(3)) < 0, "it is asked for within minutes");
      RotateOutcome outcome = scene.rotateNow();
      if (scene.rotated.isEmpty()) {
        assertInstanceOf(RotateOutcome.Postponed.class, outcome);
        assertNull(scene.record().map(RotationRecord::requestedAt).orElse(null));
        scene.clock.advance(step);
      }
    }

    assertInstanceOf(
        AcceptOutcome.Stored.class, scene.accept(scene.amazon.message(scene.rotated.getFirst())));
  }

  @Test
  void neitherAnUnreadyQueueNorAnExpiredSecretIsRotatedNow() {
    scene.days(3);
    scene.queueReady = false;
    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotateNow());
    scene.queueReady = true;
    scene.days(180);
    assertInstanceOf(RotationDecision.Expired.class, waitedFor(scene.rotateNow()));
    assertEquals(0, scene.rotated.size());
  }

  private static RotationDecision waitedFor(RotateOutcome outcome) {
    return assertInstanceOf(RotateOutcome.Waited.class, outcome).decision();
  }

  @Test
  void clearsTheMarkAndSaysWhereToEnterTheQueueWhenItIsNotEnrolled() {
    scene.days(151);
    scene.amazon.enrolled = false;

    assertInstanceOf(RotateOutcome.Refused.class, scene.rotate());
    assertInstanceOf(RotateOutcome.Refused.class, scene.rotate());

    assertNull(scene.record().orElseThrow().requestedAt());
    assertEquals(1, scene.notices.size());
    String text = scene.notices.getFirst().text();
    assertTrue(
        text.contains(Functions.QUEUE) && text.contains("\"Application Client New Secret\""));
  }

  @Test
  void tellsAgainAfterADay() {
    scene.days(151);
    scene.queueReady = false;
    scene.rotate();
    scene.rotate();
    scene.days(1);

    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotate());

    assertEquals(2, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 302, 408, 500, 503})
  void leavesTheMarkAndSendsNothingAgainWhenTheAnswerDidNotCome(int status) {
    scene.days(151);
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (!request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
                return real.send(request, token, deadline);
              }
              requests++;
              throw status == 0
                  ? new AmazonException.NoAnswer(
                      AmazonException.Service.SP_API, "did not answer", null)
                  : new AmazonException.Refused(
                      AmazonException.Service.SP_API,
                      status,
                      Refusal.OTHER,
                      Optional.empty(),
                      Optional.empty());
            };

    assertInstanceOf(RotateOutcome.Unanswered.class, scene.rotate());
    scene.days(3);
    assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertNotNull(scene.record().orElseThrow().requestedAt());
    assertEquals(1, requests);
    assertTrue(scene.notices.getFirst().subject().contains("did not arrive"));
  }

  @Test
  void leavesNoMarkOfARequestThatSurelyNeverLeft() {
    scene.days(151);
    scene.spApi = failingRotation(() -> noAnswer(NoAnswer.Kind.NOT_SENT));

    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());
    assertNull(scene.record().orElseThrow().requestedAt());
    scene.spApi = UnaryOperator.identity();
    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());

    assertEquals(1, scene.rotated.size());
    assertEquals(List.of(), scene.notices);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "4,true", "50,false"})
  void takesTheMarkAwayThoughOthersWriteTheRecordMeanwhile(int races, boolean gone) {
    scene.days(151);
    scene.amazon.enrolled = false;
    losesRacesFromTheRequestOn(races);

    assertInstanceOf(RotateOutcome.Refused.class, scene.rotate());

    assertEquals(gone, scene.record().orElseThrow().requestedAt() == null);
    assertTrue(scene.notices.getFirst().subject().contains("no queue registered"));
    assertEquals(1, scene.notices.size());
  }

  @Test
  void isBlockedAndTellsWhenNoCallShowsWhetherTheSecretWorks() {
    scene.days(151);
    scene.spApi = failingProbes(() -> refused(403, Refusal.ACCESS_DENIED));

    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotate());
    assertInstanceOf(RotateOutcome.Blocked.class, scene.rotate());

    assertEquals(1, scene.notices.size());
    assertTrue(scene.notices.getFirst().subject().contains("could not be tested"));
    assertEquals(List.of(), scene.rotated);
  }

  @Test
  void tellsOfWhatPassesOnlyWhenARotationHasBeenDueForTwoDays() {
    scene.days(150);
    scene.spApi = failingProbes(() -> refused(429, Refusal.THROTTLED));

    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());
    assertEquals(List.of(), scene.notices);
    scene.days(2);
    assertInstanceOf(RotateOutcome.Postponed.class, scene.rotate());

    assertEquals(1, scene.notices.size());
  }

  /** Somebody else is faster at writing the record, so often. */
  private void losesRacesFromTheRequestOn(int times) {
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
                scene.races = times;
              }
              return real.send(request, token, deadline);
            };
  }

  private static AmazonException noAnswer(NoAnswer.Kind kind) {
    return new NoAnswer(AmazonException.Service.SP_API, kind, "was not asked", null);
  }

  private static AmazonException refused(int status, Refusal refusal) {
    return new AmazonException.Refused(
        AmazonException.Service.SP_API, status, refusal, Optional.empty(), Optional.empty());
  }

  private static UnaryOperator<SpApi> failingRotation(Supplier<AmazonException> failure) {
    return failing(SpApiRequest.ROTATE_CLIENT_SECRET::equals, failure);
  }

  private static UnaryOperator<SpApi> failingProbes(Supplier<AmazonException> failure) {
    return failing(request -> !request.equals(SpApiRequest.ROTATE_CLIENT_SECRET), failure);
  }

  private static UnaryOperator<SpApi> failing(
      Predicate<SpApiRequest> which, Supplier<AmazonException> failure) {
    return real ->
        (request, token, deadline) -> {
          if (which.test(request)) {
            throw failure.get();
          }
          return real.send(request, token, deadline);
        };
  }
}
