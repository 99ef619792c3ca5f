package io.lwarotation.core.rotation.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void takesALateMessageThoughSomebodyTypedADateForTheOldSecret() {
    scene.days(151);
    scene.rotate();
    NewSecretMessage message = scene.amazon.message(scene.rotated.getFirst());
    scene.clock.advance(Duration.ofHours(20));
    storeByHand(scene.store.top().secret(), scene.clock.instant());

    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));

    assertEquals(message.newSecret(), scene.store.top().secret());
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

  @Test
  void completesWhatSomebodyStoredByHandWithATypedDate() {
    scene.days(151);
    scene.rotate();
    NewSecretMessage message = scene.amazon.message(scene.rotated.getFirst());
    scene.clock.advance(Duration.ofHours(20));
    storeByHand(message.newSecret(), scene.clock.instant());

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(message));

    RotationRecord record = scene.record().orElseThrow();
    assertEquals(message.rotatedAt(), record.rotatedAt());
    assertEquals(message.newExpiresAt(), record.expiresAt());
    assertEquals(message.oldExpiresAt(), record.oldSecretExpiresAt());
    assertNull(record.requestedAt());
    assertEquals(1, scene.events.size());
    assertEquals(1, scene.notices.size());
  }

  @Test
  void keepsTheEarlierEndOfASecretWhenItsMessageComesAgain() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.accept(message);
    Instant end = message.newExpiresAt().minus(Duration.ofDays(100));
    scene.heed(
        new SecretExpiryMessage(
            scene.amazon.clientId, end, "PERIODIC_ROTATION", scene.clock.instant()));
    long version = scene.store.topRecord().version();

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(message));

    assertEquals(end, scene.record().orElseThrow().expiresAt());
    assertEquals(version, scene.store.topRecord().version());
  }

  @Test
  void remembersAmazonsNewestDatesWhenAnEarlierSecretIsStoredAgain() {
    scene.days(150);
    NewSecretMessage older = scene.rotateInConsole();
    scene.accept(older);
    scene.clock.advance(Duration.ofHours(1));
    NewSecretMessage newer = scene.rotateInConsole();
    scene.accept(newer);
    scene.store.writeSecret(older.newSecret(), true);

    assertInstanceOf(AcceptOutcome.AlreadyStored.class, scene.accept(older));

    assertEquals(newer.rotatedAt(), scene.store.topRecord().amazon().orElseThrow().rotatedAt());
    assertEquals(older.rotatedAt(), scene.record().orElseThrow().rotatedAt());
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(newer));
    assertInstanceOf(AcceptOutcome.Skipped.class, scene.accept(older));
  }

  /** The one that was pasted over is the newer one, and would be lost for all who look. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "pastedEXAMPLE")
  void keepsANewerSecretThatWorksBelowWhatWasPastedOverIt(@Nullable String pasted) {
    scene.days(30);
    NewSecretMessage older = scene.rotateInConsole();
    NewSecretMessage newer = scene.rotateInConsole();
    scene.store.writeSecret(newer.newSecret(), true);
    scene.store.writeSecret(pasted == null ? null : Secret.of(pasted), true);
    scene.clock.advance(Duration.ofHours(3));

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(older));

    assertEquals(3, scene.store.versions().size());
  }

  /** A refusal may pass: only after the old secret's grace is the message done with. */
  @Test
  void aNewSecretThatIsRefusedIsTriedAgainWhileTheStoredOneWorks() {
    NewSecretMessage message = scene.rotateInConsole();
    scene.tokens = Scene.refusing(message.newSecret());

    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));
    scene.days(6);
    assertInstanceOf(AcceptOutcome.RetryLater.class, scene.accept(message));

    scene.tokens = real -> real;
    assertInstanceOf(AcceptOutcome.Stored.class, scene.accept(message));
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

  @Test
  void isRepairedByTheNextDeliveryAfterADeathAtAnyStep() {
    int step = 0;
    boolean died = true;
    while (died) {
      died = dieAtAndComeAgain(step++);
    }
    assertTrue(step > 20, "only " + step + " steps were met");
  }

  private static boolean dieAtAndComeAgain(int step) {
    Scene scene = new Scene();
    NewSecretMessage message = scene.rotateInConsole();
    scene.faults.dieAtStep(step);
    boolean died = false;
    AcceptOutcome outcome = null;
    for (int delivery = 0; delivery < 5 && !isDone(outcome); delivery++) {
      try {
        outcome = scene.accept(message);
      } catch (Died e) {
        died = true;
      }
      scene.clock.advance(Duration.ofMinutes(12));
    }
    scene.faults.dieAtStep(-1);
    String where = "after a death at step " + step;
    assertTrue(isDone(outcome), where);
    assertEquals(message.newSecret(), scene.store.top().secret(), where);
    assertEquals(message.newExpiresAt(), scene.record().orElseThrow().expiresAt(), where);
    assertEquals(2, scene.record().orElseThrow().secretVersion(), where);
    assertNull(scene.store.topRecord().storingUntil(), where);
    assertTrue(!scene.events.isEmpty() && !scene.notices.isEmpty(), where);
    return died;
  }

  private static boolean isDone(@Nullable AcceptOutcome outcome) {
    return outcome instanceof AcceptOutcome.Stored
        || outcome instanceof AcceptOutcome.AlreadyStored;
  }
}
