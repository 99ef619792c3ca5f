package io.lwarotation.core.rotation.simulation;

import static io.lwarotation.core.rotation.simulation.Scene.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AcceptNewSecretTest {
  private final Scene scene = new Scene();

  @Test
  void aDeadAuthorizationStopsNoNewSecretAndPeopleAreToldOfIt() {
    scene.failTokens(
        Grant.Seller.class::isInstance,
        ModelAmazon.refused(Service.LWA, 400, Refusal.INVALID_GRANT));

    expect("Stored", scene.accept(scene.rotateInConsole()));

    String told = scene.notices.getLast().text();
    assertTrue(told.contains("Reauthorize: calls for the seller do not work"), told);
    assertTrue(told.contains("./lwa put --app"), told);
  }

  @Test
  void skipsASecretOlderThanTheRecordedOne() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    scene.accept(newer);

    expect("Skipped", scene.accept(older));
    assertEquals(newer.newSecret(), scene.store.top().secret());
  }

  @Test
  void neverTakesASecretOfAnotherClient() {
    NewSecretMessage m = scene.rotateInConsole();
    ClientId other = new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER");

    expect(
        "Never",
        scene.accept(
            new NewSecretMessage(other, m.newSecret(), m.newExpiresAt(), null, null, null)));
    assertEquals(1, scene.store.versions().size());
  }

  @Test
  void waitsWhileARecordThatCannotBeReadMayHoldTheClaimOfAnother() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.store.writeRecord(new StoredRecord.Broken("not JSON"), null, RecordNotes.NONE);

    expect("RetryLater", scene.accept(message));
    scene.clock.advance(Duration.ofMinutes(16));
    expect("Stored", scene.accept(message));
  }

  @Test
  void takesTheNewerOfTwoThoughTheOlderWasStoredAfterItWasMade() {
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();

    expect("Stored", scene.accept(older));
    expect("Stored", scene.accept(newer));
  }

  /** As a person does who knows no record's rules. */
  @Test
  void keepsTheNewerSecretThoughSomebodyTypedAnEarlierDateForIt() {
    scene.days(30);
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    long version = scene.store.writeSecret(newer.newSecret(), true);
    Instant typed = older.rotatedAt().minus(Duration.ofHours(9));
    RotationRecord record =
        new RotationRecord(version, typed, typed.plus(Duration.ofDays(180)), null, null, null);
    scene.store.writeRecord(new StoredRecord.Present(record), null, RecordNotes.NONE);

    expect("RetryLater", scene.accept(older));
    assertEquals(newer.newSecret(), scene.store.top().secret());
  }
}
