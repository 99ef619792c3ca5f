package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretVault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person stores between the claim's reading and the write. */
class StoreNewSecretTest {
  private static final Secret DAMAGED = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-damaged");

  private final Scene scene = new Scene();
  private final NewSecretMessage message = scene.rotateInConsole();
  private final Secret byHand = scene.rotateInConsole().newSecret();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void writesWhatItPutsBackAgainUntilItIsReadBack(int damaged) {
    scene.vault = real -> new Pasted(real, damaged);

    RetryLater outcome = assertInstanceOf(RetryLater.class, scene.accept(message));

    assertEquals("somebody stored a secret that works by hand at the same time", outcome.reason());
    assertEquals(byHand, scene.store.top().secret());
    assertEquals(List.of(), scene.events);
  }

  @Test
  void saysThatItCouldNotPutBackWhatIsNeverReadBack() {
    scene.vault = real -> new Pasted(real, 3);

    RetryLater outcome = assertInstanceOf(RetryLater.class, scene.accept(message));

    assertEquals(
        "what somebody stored by hand at the same time could not be put back", outcome.reason());
  }

  @Test
  void comesAgainForWhatCouldNotBeTriedAndThenPutsItBack() {
    scene.vault = real -> new Pasted(real, 0);
    scene.spApi =
        real ->
            (request, token, deadline) -> {
              if (message.newSecret().equals(scene.store.top().secret())) {
                throw new AmazonException.NoAnswer(
                    AmazonException.Service.SP_API, "did not answer", null);
              }
              return real.send(request, token, deadline);
            };

    RetryLater outcome = assertInstanceOf(RetryLater.class, scene.accept(message));

    assertEquals(
        "what somebody stored by hand at the same time could not be tried",
        outcome.reason().split(":", -1)[0]);
    assertEquals(List.of(), scene.events);

    deliverAgain();

    assertEquals(byHand, scene.store.top().secret());
  }

  @Test
  void putsBackWhatADeadInvocationHadOverwritten() {
    scene.vault =
        real ->
            new Pasted(real, 0) {
              @Override
              public long write(Secret secret, Deadline deadline) {
                super.write(secret, deadline);
                throw new Died();
              }
            };
    assertThrows(Died.class, () -> scene.accept(message));
    assertEquals(message.newSecret(), scene.store.top().secret());

    deliverAgain();

    assertEquals(byHand, scene.store.top().secret());
    assertEquals(List.of(), scene.events);
  }

  @Test
  void finishesNothingWhileAVersionInBetweenCannotBeSeen() {
    scene.vault =
        real ->
            new Pasted(real, 0) {
              @Override
              public Optional<Secret> at(long version, Deadline deadline) {
                throw new StoreException(
                    StoreException.Kind.UNREACHABLE, "version cannot be seen yet", null);
              }
            };
    assertThrows(StoreException.class, () -> scene.accept(message));
    scene.clock.advance(Duration.ofMinutes(16));
    assertThrows(StoreException.class, () -> scene.accept(message));

    assertEquals(List.of(), scene.events);
    assertNotEquals(
        Optional.of(message.rotatedAt()), scene.record().map(record -> record.rotatedAt()));
  }

  /** With nothing in the way any more, after the claim of the delivery before. */
  private void deliverAgain() {
    scene.vault = real -> real;
    scene.spApi = real -> real;
    scene.clock.advance(Duration.ofMinutes(16));
    AcceptOutcome outcome = scene.accept(message);
    assertEquals(
        new RetryLater("somebody stored a secret that works by hand at the same time"), outcome);
  }

  /** A paste right before the first write; of the writes after it the first are damaged. */
  private class Pasted extends VaultAround {
    private int damaged;
    private boolean pasted;

    Pasted(SecretVault real, int damaged) {
      super(real);
      this.damaged = damaged;
    }

    @Override
    public long write(Secret secret, Deadline deadline) {
      if (!pasted) {
        pasted = true;
        scene.store.writeSecret(byHand, true);
        return super.write(secret, deadline);
      }
      return damaged-- > 0
          ? scene.store.writeSecret(DAMAGED, false)
          : super.write(secret, deadline);
    }
  }
}
