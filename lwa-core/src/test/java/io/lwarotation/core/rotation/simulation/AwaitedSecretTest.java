package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotationDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for a secret that was asked for, and how long. */
class AwaitedSecretTest {
  private final Scene scene = new Scene();

  @Test
  void awaitsNothingMoreWhenAnotherTextWasStoredAfterTheRequest() {
    scene.days(151);
    scene.rotate();
    scene.days(3);
    scene.store.writeSecret(scene.rotated.getFirst().secret, true);

    RotateOutcome.Waited waited = assertInstanceOf(RotateOutcome.Waited.class, scene.rotate());

    assertEquals(
        new RotationDecision.InGrace(requestedAt().plus(Duration.ofDays(7)), false),
        waited.decision());
    assertEquals(List.of(), scene.notices);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnWaitingWhenTheOldTextIsStoredAgainUnlessTheNewOneCame(boolean came) {
    scene.days(151);
    scene.rotate();
    scene.days(3);
    Secret old = scene.store.top().secret();
    Secret bad = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad");
    scene.store.writeSecret(came ? scene.rotated.getFirst().secret : bad, true);
    scene.store.writeSecret(old, true);

    scene.rotate();

    assertEquals(came ? 0 : 1, scene.notices.size());
  }

  private Instant requestedAt() {
    return Objects.requireNonNull(scene.record().orElseThrow().requestedAt());
  }
}
