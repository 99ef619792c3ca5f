package io.lwarotation.core.rotation.simulation;

import static io.lwarotation.core.rotation.simulation.Scene.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.SpApiRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotateSecretTest {
  private final NoAnswer neverLeft =
      new NoAnswer(Service.SP_API, NoAnswer.Kind.NOT_SENT, "was not asked", null);

  private final Scene scene = new Scene();
  private int requests;

  @Test
  void asksOnceAndThenWaits() {
    scene.days(151);

    expect("Requested", scene.rotate());
    long entries = scene.store.topRecord().version();
    expect("InFlight", scene.rotate());

    assertEquals(entries, scene.store.topRecord().version());
    assertEquals(1, scene.rotated.size());
    assertNotNull(scene.record().requestedAt());
    assertEquals(List.of(), scene.notices);
  }

  @Test
  void rotatesAYoungSecretNowAndNeverWhileAnotherRotationIsNotOver() {
    scene.days(3);
    expect("NotDue", scene.rotate());
    expect("Requested", scene.rotateNow());
    expect("InFlight", scene.rotateNow());
    scene.days(3);
    expect("InGrace", scene.rotateNow());
    assertEquals(1, scene.rotated.size());
  }

  @Test
  void asksOnlyOnceItIsSureThatTheNewSecretWillBeSeenAsTheNewerOne() {
    scene.store.writeSecret(scene.rotateInConsole().newSecret(), true);
    Instant start = scene.clock.instant();
    for (Object outcome = scene.rotateNow(); scene.rotated.isEmpty(); outcome = scene.rotateNow()) {
      expect("Postponed", outcome);
      assertNull(scene.record().requestedAt());
      scene.clock.advance(Duration.ofSeconds(10));
      Instant latest = start.plus(Duration.ofMinutes(4));
      assertTrue(scene.clock.instant().isBefore(latest), "it is asked for within minutes");
    }

    expect("Stored", scene.accept(scene.amazon.message(scene.rotated.getFirst())));
  }

  @Test
  void neitherAnUnreadyQueueNorAnExpiredSecretIsRotatedNow() {
    scene.days(3);
    scene.queueReady = false;
    expect("Blocked", scene.rotateNow());
    scene.queueReady = true;
    scene.days(180);
    expect("Expired", scene.rotateNow());
    assertEquals(0, scene.rotated.size());
  }

  @Test
  void clearsTheMarkAndSaysWhereToEnterTheQueueWhenItIsNotEnrolled() {
    scene.days(151);
    scene.amazon.enrolled = false;

    expect("Refused", scene.rotate());
    expect("Refused", scene.rotate());

    assertNull(scene.record().requestedAt());
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
    expect("Blocked", scene.rotate());

    assertEquals(2, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 302, 408, 500, 503})
  void leavesTheMarkAndSendsNothingAgainWhenTheAnswerDidNotCome(int status) {
    scene.days(151);
    scene.failRequests(
        true,
        () -> {
          requests++;
          return status == 0
              ? new NoAnswer(Service.SP_API, "did not answer", null)
              : ModelAmazon.refused(Service.SP_API, status, Refusal.OTHER);
        });

    expect("Unanswered", scene.rotate());
    scene.days(3);
    expect("InGrace", scene.rotate());

    assertNotNull(scene.record().requestedAt());
    assertEquals(1, requests);
    assertTrue(scene.notices.getFirst().subject().contains("did not arrive"));
  }

  @Test
  void leavesNoMarkOfARequestThatSurelyNeverLeft() {
    scene.days(151);
    scene.failRequests(true, () -> neverLeft);

    expect("Postponed", scene.rotate());
    assertNull(scene.record().requestedAt());

    scene.spApi = (_, real) -> real.get();
    expect("Requested", scene.rotate());
    assertEquals(1, scene.rotated.size());
    assertEquals(List.of(), scene.notices);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "4,true", "50,false"})
  void takesTheMarkAwayThoughOthersWriteTheRecordMeanwhile(int races, boolean gone) {
    scene.days(151);
    scene.amazon.enrolled = false;
    atTheRequest(() -> scene.races = races);

    expect("Refused", scene.rotate());

    assertEquals(gone, scene.record().requestedAt() == null);
    assertTrue(scene.notices.getFirst().subject().contains("no queue registered"));
    assertEquals(1, scene.notices.size());
  }

  @Test
  void tellsThatItIsNotEnrolledThoughSomebodyElseTookTheMark() {
    scene.days(151);
    scene.amazon.enrolled = false;
    atTheRequest(() -> scene.write(1));

    expect("Refused", scene.rotate());
    assertEquals(1, scene.notices.size());
  }

  private void atTheRequest(Runnable meanwhile) {
    scene.spApi =
        (request, real) -> {
          if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
            meanwhile.run();
          }
          return real.get();
        };
  }

  @Test
  void leavesARecordAloneFromWhichSomebodyElseTookTheMark() {
    scene.days(151);
    long[] theirs = {0};
    scene.failRequests(
        true,
        () -> {
          theirs[0] = scene.write(1);
          return neverLeft;
        });

    expect("Postponed", scene.rotate());
    assertEquals(theirs[0] + 1, scene.store.topRecord().version(), "but for the write that lost");
    assertEquals(theirs[0], scene.store.truth().version());
  }

  @Test
  void isBlockedAndTellsWhenNoCallShowsWhetherTheSecretWorks() {
    scene.days(151);
    scene.failRequests(
        false, () -> ModelAmazon.refused(Service.SP_API, 403, Refusal.ACCESS_DENIED));

    expect("Blocked", scene.rotate());
    expect("Blocked", scene.rotate());

    assertEquals(1, scene.notices.size());
    assertTrue(scene.notices.getFirst().subject().contains("could not be tested"));
    assertEquals(List.of(), scene.rotated);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfWhatPassesOnlyWhenARotationHasBeenDueForTwoDays(boolean throttled) {
    scene.days(150);
    if (throttled) {
      scene.failRequests(false, () -> ModelAmazon.refused(Service.SP_API, 429, Refusal.THROTTLED));
    } else {
      scene.failTokens(Scene::isOfARotation, new NoAnswer(Service.LWA, "did not answer", null));
    }

    expect("Postponed", scene.rotate());
    assertEquals(List.of(), scene.notices);
    scene.days(2);
    expect("Postponed", scene.rotate());
    assertEquals(1, scene.notices.size());
    assertEquals(List.of(), scene.rotated);
  }
}
