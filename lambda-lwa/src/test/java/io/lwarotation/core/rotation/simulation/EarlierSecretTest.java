package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlierSecretTest {
  private static final Secret BAD = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad");

  private final Scene scene = new Scene();
  private boolean storeFails;
  private int readings;
  private int exchanges;
  private final EarlierSecret earlier =
      new EarlierSecret(
          (version, stored, deadline) -> {
            readings++;
            if (storeFails) {
              throw new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null);
            }
            return scene.store.earlier().before(version, stored, deadline);
          },
          (grant, deadline) -> {
            exchanges++;
            return scene
                .amazon
                .tokens(scene.faults, new Invocation("call", scene.clock.instant()))
                .exchange(grant, deadline);
          });

  @Test
  void goesOnWithTheVersionBeforeABadPaste() {
    scene.store.writeSecret(BAD, true);

    assertTrue(exchange().isPresent());
    assertTrue(exchange().isPresent());

    assertEquals(1, readings);
  }

  @Test
  void passesOverTheSameTextStoredTwice() {
    scene.store.writeSecret(BAD, true);
    scene.store.writeSecret(BAD, true);

    assertTrue(exchange().isPresent());
  }

  @Test
  void looksOnceForAVersionWhenThereIsNothingToFind() {
    scene.store.writeSecret(BAD, true);
    scene.amazon.rotate(false);
    scene.days(8);

    assertEquals(Optional.empty(), exchange());
    assertEquals(Optional.empty(), exchange());

    assertEquals(1, readings);
    assertEquals(1, exchanges);
  }

  @Test
  void triesOnceWhereTheSellersAuthorizationIsRevoked() {
    scene.store.writeSecret(BAD, true);
    scene.amazon.authorized = false;

    assertThrows(AmazonException.Refused.class, this::exchange);
    assertEquals(Optional.empty(), exchange());

    assertEquals(1, readings);
    assertEquals(1, exchanges);
  }

  @Test
  void triesThreeTimesWhileTheStoreDoesNotAnswer() {
    scene.store.writeSecret(BAD, true);
    storeFails = true;
    for (int look = 0; look < 3; look++) {
      assertThrows(StoreException.class, this::exchange);
    }
    storeFails = false;

    assertEquals(Optional.empty(), exchange());
    assertEquals(3, readings);
    assertEquals(0, exchanges);
  }

  @Test
  void looksAgainAfterAFailureInPassing() {
    scene.store.writeSecret(BAD, true);
    storeFails = true;
    assertThrows(StoreException.class, this::exchange);
    storeFails = false;

    assertTrue(exchange().isPresent());
  }

  private Optional<AccessToken> exchange() {
    return earlier.exchange(
        new StoredCredentials(
            scene.amazon.clientId,
            BAD,
            Secret.of("Atzr|EXAMPLE"),
            scene.store.versions().size(),
            scene.store.top().writtenAt(),
            new StoredRecord.Absent(),
            scene.clock.instant()),
        Deadline.in(Duration.ofSeconds(5), scene.clock));
  }
}
