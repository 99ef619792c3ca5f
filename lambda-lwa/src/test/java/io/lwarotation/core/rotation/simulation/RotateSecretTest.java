package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotationDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotateSecretTest {
  private final Scene scene = new Scene();
  private int requests;

  @Test
  void asksOnceAndThenWaits() {
    scene.days(151);

    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());
    assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertEquals(1, scene.rotated.size());
    assertNotNull(scene.record().orElseThrow().requestedAt());
    assertEquals(List.of(), scene.notices);
  }

  @Test
  void asksOnceWhenTwoInvocationsOverlap() {
    scene.days(151);
    List<RotateOutcome> outcomes = new ArrayList<>();
    Runnable rotation = () -> outcomes.add(scene.rotate());

    scene.turns.run(List.of(rotation, rotation, rotation, rotation));

    assertEquals(1, scene.rotated.size());
    assertEquals(1, outcomes.stream().filter(RotateOutcome.Requested.class::isInstance).count());
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
    assertTrue(text.contains(Scene.QUEUE) && text.contains("\"Application Client New Secret\""));
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
    assertTrue(scene.notices.getFirst().subject().contains("did not come"));
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
  void leavesAnExpiredSecretToAPerson() {
    scene.days(181);

    RotateOutcome.Waited waited = assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertInstanceOf(RotationDecision.Expired.class, waited.decision());
    assertEquals(1, scene.notices.size());
  }

  @Test
  void isNotFooledByTheSameSecretStoredAgain() {
    scene.days(100);
    scene.store.writeSecret(scene.store.top().secret(), true);
    scene.days(51);

    assertInstanceOf(RotateOutcome.Requested.class, scene.rotate());
  }
}
