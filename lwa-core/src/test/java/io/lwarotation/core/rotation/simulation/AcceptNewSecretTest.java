package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptNewSecretTest {
  private final Scene scene = new Scene();

  @Test
  void aDeadAuthorizationStopsNoNewSecretAndPeopleAreToldOfIt() {
    scene.tokens =
        real ->
            (grant, deadline) -> {
              if (grant instanceof Grant.Seller) {
                throw Fakes.lwa(400, Refusal.INVALID_GRANT);
              }
              return real.exchange(grant, deadline);
            };

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(scene.rotateInConsole()));

    String told = scene.notices.getLast().text();
    assertTrue(told.contains("Reauthorize: calls for the seller do not work"), told);
    assertTrue(told.contains("./lwa put --app"), told);
  }

  @Test
  void skipsASecretOlderThanTheRecordedOne() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    scene.accept(newer);

    assertInstanceOf(AcceptOutcome.Skipped.class, scene.accept(older));

    assertEquals(newer.newSecret(), scene.store.top().secret());
  }

  @Test
  void neverTakesASecretOfAnotherClient() {
    NewSecretMessage m = scene.rotateInConsole();

    assertInstanceOf(
        AcceptOutcome.Never.class,
        scene.accept(
            new NewSecretMessage(
                new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER"),
                m.newSecret(),
                m.newExpiresAt(),
                null,
                null,
                null)));
    assertEquals(1, scene.store.versions().size());
  }

  @Test
  void waitsWhileARecordThatCannotBeReadMayHoldTheClaimOfAnother() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.store.writeRecord(new StoredRecord.Broken("not JSON"), null, RecordNotes.NONE);

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));
    scene.clock.advance(Duration.ofMinutes(16));
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
  }

  @Test
  void takesTheNewerOfTwoThoughTheOlderWasStoredAfterItWasMade() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(older));

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(newer));
  }

  @Test
  void keepsTheNewerSecretThoughSomebodyTypedAnEarlierDateForIt() {
    scene.days(30);
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    storeByHand(newer.newSecret(), older.rotatedAt().minus(Duration.ofHours(9)));

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(older));

    assertEquals(newer.newSecret(), scene.store.top().secret());
  }

  /** As a person does who knows no record's rules, with a date that they typed. */
  private void storeByHand(@Nullable Secret secret, Instant rotatedAt) {
    long version = scene.store.writeSecret(secret, true);
    scene.store.writeRecord(
        new StoredRecord.Present(
            new RotationRecord(
                version,
                rotatedAt,
                rotatedAt.plus(Duration.ofDays(180)),
                null,
                scene.record().map(RotationRecord::requestedAt).orElse(null),
                null)),
        null,
        RecordNotes.NONE);
  }
}
